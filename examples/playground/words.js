// Every text of the page, [Chinese, English]. `{}` marks where a value goes. What `shiming` says in the terminal is said here in
// the same words: a test compares them.

export const WORDS = {
  // The page.
  title: ["实名认证调试工具", "Real-name tools"],
  tagline: [
    "网络游戏防沉迷实名认证系统：签名、报文、证件号、错误码、可玩时段",
    "China's NPPA real-name system: signatures, bodies, ID numbers, error codes, play windows",
  ],
  skip: ["跳到正文", "Skip to content"],
  local: [
    "全部在本页的 WebAssembly 里计算，不发送、不保存任何内容。",
    "Everything is computed by WebAssembly in this page. Nothing is sent, nothing is stored.",
  ],
  local_proof: [
    "页面自带的内容安全策略只允许连接本站，用来加载 .wasm；加载后可断网使用。",
    "The page's own content security policy allows connections to this site only, to load the .wasm; after that it works offline.",
  ],
  tools: ["工具", "Tools"],
  language: ["English", "中文"],
  language_label: ["Switch to English", "切换到中文"],
  theme_dark: ["深色", "Dark"],
  theme_light: ["浅色", "Light"],
  theme_label: ["切换到{}模式", "Switch to {} mode"],
  version: ["shiming {}", "shiming {}"],
  loading: ["正在加载…", "Loading…"],
  load_failed: [
    "无法加载计算模块（.wasm）。请用 http(s) 打开本页（不能直接双击文件），并检查服务器上是否有 shiming 目录。",
    "The .wasm cannot be loaded. Open this page over http(s), not as a file, and check that the folder shiming is on the server.",
  ],
  copy: ["复制", "Copy"],
  copied: ["已复制", "Copied"],
  copy_failed: ["复制失败，请手动选择文字", "Not copied: select the text yourself"],
  show_key: ["显示密钥", "Show key"],
  clear: ["清空", "Clear"],
  example: ["填入示例", "Fill in an example"],
  examples: ["示例", "Examples"],

  // Errors of the library, as the command shows them.
  error: ["错误", "error"],
  what_to_do: ["怎么办", "what to do"],
  detail: ["详情", "detail"],
  // Explain a signature.
  nav_sign: ["解释签名", "Explain a signature"],
  about_sign: [
    "平台返回 1011（签名错误）时：贴入实际发出的请求，查看参与签名的全部内容，并找出错在哪里。",
    "When the authority answers 1011: paste the request as it was sent, see all that goes into its signature, and where it went wrong.",
  ],
  request: ["请求", "Request"],
  request_hint: [
    "HTTP 原文、curl 命令，或 URL、请求头、空行、报文体，都可以。报文体须是实际发送的字节。",
    "Raw HTTP, a curl command, or URL, headers, an empty line and the body. The body must be what was really sent.",
  ],
  secret_key: ["密钥（secretKey）", "Secret key"],
  secret_key_hint: ["32 位十六进制文本", "32 hex digits"],
  got: ["您发送的签名", "The signature that was sent"],
  got_hint: ["请求里有 sign 请求头时不用填", "Not needed where the request has a header sign"],
  explain: ["解释", "Explain"],
  example_right: ["正确的请求", "A right request"],
  example_dash: ["多了“-”的签名", "Signed with dashes"],
  example_body: ["漏签报文体（curl）", "Body not signed (curl)"],
  sorted: ["排序后的参数", "the parameters in order"],
  parameter: ["参数", "Parameter"],
  value: ["值", "Value"],
  from: ["来自", "From"],
  from_header: ["请求头", "header"],
  from_query: ["URL 查询参数，已解码", "query of the URL, decoded"],
  string: ["待签名字符串", "the string to sign"],
  length: ["真实长度（字节）", "its true length in bytes"],
  right_sign: ["正确的签名", "the right signature"],
  right: ["您发送的签名正确", "the signature that was sent is right"],
  wrong: ["您发送的签名不对", "the signature that was sent is wrong"],
  not_given: [
    "请求里没有 sign，也没有填：只计算，不比较",
    "no sign in the request, and none entered: computed, not compared",
  ],
  cause: ["原因", "cause"],
  remarks: ["另外", "also"],
  signed_string: ["您签的是", "what was signed"],
  should_string: ["应该签的是", "what should be signed"],
  only_signed: ["多出", "not in the right string"],
  only_should: ["缺少", "missing"],
  mark_legend: [
    "␣ 是空格，底色上的 \\t \\r \\n 是制表符、回车、换行；非 ASCII 字符有下划线，看不见的字符写作 U+XXXX",
    "␣ is a blank; \\t \\r \\n on a coloured ground are tab, carriage return, line feed; what is not ASCII is underlined, what cannot be seen is written U+XXXX",
  ],
  unknown: [
    "没有找到单一原因。请依次核对：密钥是否为本环境（测试/正式）当前有效的密钥；appId、bizId、timestamps 是否与请求头逐字节一致；报文体是否为实际发送的字节",
    "no single cause was found. Check in turn: is the key the one now valid for this system (test or production); are appId, bizId and timestamps the same as in the headers, byte for byte; is the body the very bytes that were sent",
  ],
  insecure: [
    "本页经 http 打开，浏览器不提供 SHA-256，顺序、分隔符等几种错误没有检查。请用 https 或本机地址打开。",
    "Over plain http the browser offers no SHA-256, so order, separators and some other mistakes were not tried. Open the page over https or on this machine.",
  ],
  key_fits: ["这把密钥能解开报文体，所以密钥是对的", "this key opens the body, so the key is right"],
  key_does_not_fit: [
    "这把密钥解不开报文体：密钥很可能不对（测试与正式环境的密钥不同，重置后旧密钥失效），或报文体被改动",
    "this key does not open the body: it is probably the wrong key (test and production have different ones, and a reset replaces the old one), or the body was changed",
  ],
  seconds: [
    "timestamps 像是秒：应为毫秒（13 位），否则平台返回 1007",
    "timestamps looks like seconds: it must be milliseconds (13 digits), or the authority answers 1007",
  ],
  missing_header: ["请求缺少请求头 {}：平台会返回 1004", "the request lacks the header {}: the authority answers 1004"],
  note_curl_file: [
    "curl 从文件读取报文体（@），这里读不到：请把文件内容贴进来",
    "curl reads the body from a file (@), which is not here: paste what the file holds",
  ],
  request_empty: ["请先贴入请求", "Paste a request first"],
  request_no_header: [
    "第 {} 行不是请求头：请按请求行、请求头、空行、报文体的顺序填写",
    "line {} is no header: write a request line, headers, an empty line, the body",
  ],

  // Mistakes.
  key_bytes: [
    "密钥被解码成了 16 个字节：应直接使用 32 位文本",
    "the key was decoded to 16 bytes: use its 32 characters",
  ],
  key_upper: ["密钥被改成了大写：应原样使用", "the key was made upper case: use it as issued"],
  key_lower: ["密钥被改成了小写：应原样使用", "the key was made lower case: use it as issued"],
  key_absent: ["没有拼接密钥：密钥应放在最前面", "the key is missing: it comes first"],
  key_last: ["密钥拼在了最后：应放在最前面", "the key was put last: it comes first"],
  joint_dash: [
    "键和值之间多了“-”：文档写作 Key-Value，实际没有分隔符",
    "a dash between key and value: the document writes Key-Value, but there is no separator",
  ],
  joint_equals: ["键和值之间多了“=”：应没有分隔符", "an equals sign between key and value: there is no separator"],
  joint_form: ["用了 k=v&k=v 的写法：应没有任何分隔符", "written as k=v&k=v: there is no separator at all"],
  joint_ampersand: ["参数之间多了“&”：应没有分隔符", "ampersands between the parameters: there is no separator"],
  order_given: [
    "参数没有排序：应按键名的字节升序",
    "the parameters are not sorted: sort them by the bytes of their names",
  ],
  order_no_case: [
    "排序时忽略了大小写：应按字节比较（ai < appId < bizId < timestamps）",
    "sorted without regard to case: compare bytes (ai < appId < bizId < timestamps)",
  ],
  query_absent: [
    "URL 查询参数没有参与签名：ai 等参数也要签",
    "the query of the URL is not signed: ai and its like belong in",
  ],
  query_encoded: [
    "查询参数签的是 URL 编码后的值：应签解码后的原值",
    "the query was signed percent-encoded: sign the decoded value",
  ],
  query_plus: [
    "查询参数签的是表单编码后的值（空格写成“+”）：应签解码后的原值",
    "the query was signed form-encoded (a blank as +): sign the decoded value",
  ],
  content_type: ["Content-Type 参与了签名：它不参与签名", "Content-Type was signed: it does not belong in"],
  unsigned: ["{} 没有参与签名", "{} is not signed"],
  stamp_seconds: [
    "签名用了秒，请求头用了毫秒：两处必须是同一个毫秒值",
    "signed with seconds, sent with milliseconds: both must be the same value in milliseconds",
  ],
  stamp_millis: [
    "签名用了毫秒，请求头用了秒：两处必须是同一个毫秒值",
    "signed with milliseconds, sent with seconds: both must be the same value in milliseconds",
  ],
  body_absent: [
    "报文体没有参与签名：应把实际发送的字节接在最后",
    "the body is not signed: append the very bytes that are sent",
  ],
  body_compact: [
    "报文体签名后又被序列化（空格不同）：应签实际发送的字节",
    "the body was serialised again after signing (other blanks): sign the very bytes that are sent",
  ],
  body_spaced: [
    "报文体签名后又被序列化（签名时带空格）：应签实际发送的字节",
    "the body was serialised again after signing (signed with blanks): sign the very bytes that are sent",
  ],
  body_slash: [
    "报文体签名时“/”被转义成“\\/”：应签实际发送的字节",
    "the body was signed with / escaped as \\/: sign the very bytes that are sent",
  ],
  body_newline: ["签名时报文体末尾多了换行", "a line feed was signed after the body"],
  body_trimmed: ["发送的报文体首尾有空白，签名时没有", "the body was sent with blanks around it and signed without"],
  upper: ["签名用了大写十六进制：应为小写", "the signature is in upper-case hex: write it in lower case"],

  // Bodies.
  nav_body: ["加密与解密", "Encrypt, decrypt"],
  about_body: ["报文体用 AES-128-GCM 加密，装在 data 里。", "A body is sealed with AES-128-GCM and sent inside data."],
  direction: ["方向", "Direction"],
  decrypt: ["解密", "Decrypt"],
  encrypt: ["加密", "Encrypt"],
  sealed: ["报文体", "Body"],
  sealed_hint: ['{"data":"…"}，或只贴 base64', '{"data":"…"}, or its base64 alone'],
  plain: ["明文", "Plain text"],
  plain_hint: ["逐字加密，末尾的换行也算", "Sealed as it stands, a line feed at the end included"],
  nonce: ["随机数（可不填）", "Nonce (optional)"],
  nonce_hint: [
    "12 字节随机数，24 位十六进制，用于复现已知结果；不填则随机生成。切勿重复使用",
    "12 bytes as 24 hex digits, to repeat a known answer; random when absent. Never use one twice",
  ],
  result: ["结果", "Result"],
  bytes: ["{} 字节", "{} bytes"],
  not_text: ["解密后不是文本，以十六进制显示", "what was decrypted is no text: shown as hex"],

  // Identity.
  nav_identity: ["证件号与 pi", "ID number and pi"],
  about_identity: [
    "检查玩家填写的证件号，查看平台返回的 pi。",
    "Check what a player typed, and look into a pi that the authority gave.",
  ],
  id_number: ["身份证号", "ID number"],
  id_hint: [
    "全角字符、空格和小写 x 会先规范化",
    "Full-width characters, blanks and a lower-case x are normalised first",
  ],
  pi: ["pi", "pi"],
  pi_hint: ["认证成功时平台返回的 38 位标识", "The 38 characters that the authority returns for a verified person"],
  inspect: ["检查", "Inspect"],
  valid: ["有效", "valid"],
  invalid: ["无效", "not valid"],
  normalised: ["规范写法", "as sent"],
  kind: ["证件种类", "kind"],
  birth: ["出生日期", "birth date"],
  age: ["今天的周岁（北京时间）", "age today (UTC+8)"],
  route: ["办理方式", "route"],
  shape: ["形状", "shape"],
  no_birth: ["前六位不是日期", "the first six characters are no date"],
  mainland: ["居民身份证", "resident identity card"],
  hmt_resident: ["港澳台居民居住证", "residence permit for Hong Kong, Macao and Taiwan residents"],
  foreign_permanent: ["外国人永久居留身份证", "foreign permanent resident identity card"],
  submit: ["提交实名认证接口", "submit to the authority"],
  manual: [
    "默认走人工审核并留存证件材料（Q161）；接口是否受理未见官方说明",
    "manual review by default, keep the documents (Q161); whether the authority takes it is not documented",
  ],
  standard: ["38 位，与规范一致", "38 characters, as published"],
  other: ["与规范不同，请原样保存", "not as published: keep it as it is"],
  legacy_15: ["15 位旧证号已停用，请改用 18 位号码", "a 15-digit number of the old card: use the 18-digit one"],
  length_18: ["应为 18 位", "must have 18 characters"],
  characters: ["含有不允许的字符", "has a character that is not allowed"],
  birth_date: ["第 7 至 14 位不是可能的出生日期", "characters 7 to 14 are no possible birth date"],
  check_digit: ["校验码不符，多半是抄错了一位", "the check digit does not fit: probably one digit is mistyped"],
  example_adult: ["官方测试人员", "An official test person"],
  example_typo: ["校验码不符", "A mistyped digit"],

  // Error codes.
  nav_errcode: ["错误码", "Error codes"],
  about_errcode: ["平台返回的 errcode：含义和处理办法。", "What an errcode of the authority means, and what to do."],
  search: ["查找", "Search"],
  search_hint: [
    "错误码、官方文字、类别或说明里的任何字",
    "A code, its official text, its class, or any word of the advice",
  ],
  found: ["{} 个错误码", "{} codes"],
  nothing: ["没有匹配的错误码。", "No code matches."],
  errcode: ["错误码", "Code"],
  message: ["官方文字", "Official text"],
  meaning: ["含义", "Meaning"],
  class: ["类别", "Class"],
  advice: ["怎么办", "What to do"],
  unofficial: ["不在公布的错误码表中，说明仅供参考", "not in the published table: take this with caution"],

  // Play windows.
  nav_calendar: ["可玩时段", "Play windows"],
  about_calendar: [
    "未成年人在哪些日子、哪些时间可以玩，节假日、调休和成年的那一天都算在内。",
    "On which days and at which hours a minor may play: holidays, make-up workdays and the day of coming of age included.",
  ],
  birth_input: ["出生日期（可不填）", "Birth date (optional)"],
  birth_hint: ["不填：按任意未成年人显示", "Without one: any minor"],
  year: ["年份", "Year"],
  month: ["月份", "Month"],
  previous: ["上个月", "Previous month"],
  next: ["下个月", "Next month"],
  profile: ["适用规则", "Rules"],
  profile_auto: ["auto：按当日生效的规定", "auto: the law of the day"],
  profile_cn2021: ["cn2021：国新出发〔2021〕14号", "cn2021: notice 14 of 2021"],
  profile_cn2021_strict: ["cn2021_strict：14号，最严的理解", "cn2021_strict: notice 14, read most strictly"],
  profile_cn2019: ["cn2019：国新出发〔2019〕34号", "cn2019: notice 34 of 2019"],
  profile_faq_literal: ["faq_literal：官方问答的字面意思", "faq_literal: the authority's FAQ, to the letter"],
  calendar_file: ["日历文件（可不填）", "Calendar file (optional)"],
  calendar_hint: [
    "内置以外的年份：贴入 shiming calendar convert 生成的 JSON",
    "For years that are not built in: paste the JSON that shiming calendar convert makes",
  ],
  sum: ["{}：未成年人可玩 {} 天", "{}: minors may play on {} days"],
  sum_person: ["{}：这名玩家可玩 {} 天", "{}: this player may play on {} days"],
  month_name: ["{}年{}月", "{}-{}"],
  hours_2021: ["可玩日的 20:00 至 21:00（14号）", "on open days from 20:00 to 21:00 (14号)"],
  hours_2019: [
    "8:00 至 22:00 之间，法定节假日 3 小时，其他日期 1.5 小时（34号）",
    "between 8:00 and 22:00, three hours on statutory holidays, an hour and a half on other days (34号)",
  ],
  uncovered: ["没有国务院通知覆盖，以通知为准", "no notice of the State Council is loaded for it"],
  of_age: ["{} 起年满 18 周岁，不再受限", "of age from {}, without limits"],
  adult_now: ["已年满 18 周岁，没有时段限制", "of age, no limit"],
  turns: ["成年", "Of age"],
  day_statutory_holiday: ["法定节假日，可玩", "statutory holiday, open"],
  day_official_break: ["国务院通知的其他放假日，可玩", "another day off by the notice, open"],
  day_weekend_open: ["周五、周六、周日，可玩", "Friday, Saturday or Sunday, open"],
  day_weekend_closed: ["不可玩：没有通知覆盖的周末", "closed: a weekend without a notice"],
  day_makeup_workday: ["调休上班日，不可玩", "make-up workday, closed"],
  day_workday: ["工作日，不可玩", "workday, closed"],
  day_ordinary_day: ["其他日期，可玩", "any other day, open"],
  day_always: ["没有时段限制", "no limit"],
  tag_statutory_holiday: ["节", "Hol."],
  tag_official_break: ["休", "Off"],
  tag_makeup_workday: ["班", "Work"],
  tag_uncovered: ["?", "?"],
  legend: ["图例", "Legend"],
  all_day: ["全天", "all day"],
  closed: ["不可玩", "closed"],
  picture_title: ["{}的可玩时段", "Play windows of {}"],
  picture_desc: [
    "月历，每天一格，格底的横条是 0 点到 24 点，深色一段为可玩时间。同样的内容见下面的表格。",
    "A calendar of the month. The bar in each day is the day from 0 to 24 o'clock; its dark part is when play is allowed. The table below says the same.",
  ],
  as_table: ["以表格查看", "As a table"],
  date: ["日期", "Date"],
  weekday: ["星期", "Weekday"],
  hours: ["可玩时间", "Hours"],
  why: ["原因", "Why"],
  weekdays: ["一 二 三 四 五 六 日", "Mon Tue Wed Thu Fri Sat Sun"],
  weekdays_long: ["周一 周二 周三 周四 周五 周六 周日", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"],
};

/** What to do about an error of the library, in Chinese; its own `detail` says it in English. */
export const ADVICE = {
  invalid_text: "文本不是合法的 UTF-8：请检查来源的编码",
  invalid_parameter: "参数不合法：看 field 指出的字段和取值范围",
  bad_time: "时间不在 2020 至 2100 年之间：单位应为毫秒，请检查时钟",
  invalid_nonce: "随机数必须正好 12 字节，每次加密都要新取",
  invalid_key:
    "密钥不合法：实名认证平台的密钥是 32 位十六进制文本；OmniSDK 的服务端密钥不能为空，首尾不能有空白，不能含换行。请原样复制",
  invalid_body: '报文体必须是 {"data":"base64"}，解码后至少 28 字节',
  invalid_pi: "pi 须为 1 到 64 个可见 ASCII 字符，原样使用平台返回的值",
  invalid_id_number: "身份证号不合法：请玩家核对 18 位号码后重新填写",
  invalid_profile: "策略或 OmniSDK 配置不合法：看 field 指出的字段；未知字段一律拒绝",
  invalid_calendar: "日历不合法：看说明中的日期",
  decrypt_failed: "解密失败：密钥不对，或报文被改动",
  internal: "本库内部错误：请带上版本号报告",
};

let language = "zh";

/** The language of the page: zh or en. */
export const lang = () => language;
export const setLang = (wanted) => (language = wanted === "en" ? "en" : "zh");

/** The text in the language of the page, its `{}` filled in order. */
export function t(word, ...values) {
  const text = WORDS[word]?.[language === "en" ? 1 : 0];
  if (text === undefined) throw new Error(`no such word: ${word}`);
  const parts = text.split("{}");
  return parts.map((part, at) => part + (at < parts.length - 1 ? (values[at] ?? "") : "")).join("");
}

/** What stands between a label and its value. */
export const colon = () => (language === "zh" ? "：" : ": ");

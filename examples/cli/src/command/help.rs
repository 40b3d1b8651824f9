//! The help in Chinese. English stands in the declarations; a test finds what is missing here.

use clap::{Arg, ArgAction, Command};

use super::lang::Lang;

/// (command or "", with those around it; option or "" for the command itself, text)
const HELP: &[(&str, &str, &str)] = &[
    ("", "", "中国网络游戏防沉迷实名认证系统：命令行工具、模拟平台、参考接入程序"),
    ("", "lang", "给人看的文字用哪种语言；默认看系统区域设置"),
    ("", "json", "输出 JSON 供程序读取，结构与 pipe 相同"),
    ("", "color", "何时使用颜色；遵守 NO_COLOR"),
    (
        "",
        "secret_key",
        "密钥，32 位十六进制。命令行可能被他人看到，建议改用文件或环境变量 SHIMING_SECRET_KEY",
    ),
    ("", "secret_key_file", "存放密钥的文件"),
    ("", "stdin", "从标准输入读取一个 JSON 对象作为参数，结构与 pipe 相同"),
    ("", "body", "报文体文本"),
    ("", "body_hex", "报文体的十六进制"),
    ("", "body_file", "存放报文体的文件，逐字节读取；- 表示标准输入"),
    ("", "app_id", "请求头 appId"),
    ("", "biz_id", "请求头 bizId"),
    ("", "timestamps", "请求头 timestamps，毫秒；不填为当前时间"),
    ("", "query", "URL 查询参数（解码后的值），可重复"),
    ("sign", "", "计算请求签名"),
    ("explain", "", "列出参与签名的全部内容，并找出错误签名的原因（1011）"),
    ("explain", "got", "您实际发送的签名：判断对错并查找原因"),
    ("explain", "request", "存放完整请求（URL、请求头、空行、报文体）的文件；- 表示标准输入"),
    ("encrypt", "", "加密报文体"),
    ("encrypt", "nonce_hex", "12 字节随机数，24 位十六进制，用于复现已知结果；不填则随机生成。切勿重复使用"),
    ("decrypt", "", "解密报文体"),
    ("id", "", "校验身份证号"),
    ("id", "value", "身份证号；- 表示从标准输入读取 JSON 参数"),
    ("name", "", "校验姓名"),
    ("name", "value", "姓名；- 表示从标准输入读取 JSON 参数"),
    ("pi", "", "查看 pi 中的出生日期"),
    ("pi", "value", "pi；- 表示从标准输入读取 JSON 参数"),
    ("errcode", "", "解释平台错误码：含义、类别、处理办法"),
    ("errcode", "errcode", "返回里的 errcode，例如 1011；- 表示从标准输入读取 JSON 参数"),
    ("", "state", "存放玩家状态（库里原样保存的 JSON）的文件；- 表示标准输入"),
    ("", "birth", "出生日期；认证中的玩家填其自报的出生日期；不填则按年龄未知处理"),
    ("", "kind", "玩家的认证进度；不填为 verified（已认证）"),
    ("", "profile", "适用规则：auto、cn2019、cn2021、cn2021_strict、faq_literal，或 JSON 形式的 profile"),
    ("", "calendar", "日历文件，补充未内置的年份"),
    ("", "at", "询问的时间：2026-11-20T20:30（北京时间）、RFC 3339 或毫秒时间戳；不填为当前时间"),
    ("decide", "", "判定玩家在某一时刻能否游戏、充值，是否上报；退出码：可以游戏为 0，不可以为 1"),
    ("decide", "played_today", "玩家今天已玩的秒数（cn2019）"),
    ("decide", "guest_used", "游客体验已用的秒数（cn2019）"),
    ("pay", "", "判定玩家在某一时刻能否充值这笔金额；退出码：可以为 0，不可以为 1"),
    ("pay", "amount", "金额，必须带单位：50元、49.90yuan、5000分、5000fen"),
    ("pay", "spent", "本月已充金额，必须带单位"),
    ("play-window", "", "查看未成年人可玩日的日历"),
    ("play-window", "year", "年份；不填为今年"),
    ("play-window", "month", "月份；不填为全年"),
    ("play-window", "birth", "出生日期：同时给出该年龄的已认证玩家下次可玩的时段"),
    ("calendar", "", "检查日历文件，或由国务院放假通知生成日历文件"),
    ("calendar check", "", "加载日历文件，列出它比内置数据多了什么、改了什么"),
    ("calendar check", "file", "供程序加载的日历文件；- 表示标准输入"),
    ("calendar convert", "", "由国务院放假通知生成日历文件"),
    (
        "calendar convert",
        "files",
        "通知，每行一次放假，如“元旦 2026-01-01 2026-01-03 | 上班 2026-01-04”；或 holiday-cn 格式的 JSON；- 表示标准输入",
    ),
    ("calendar convert", "statutory", "春节、清明节、端午节、中秋节的法定节假日，文件里没有写时在此给出"),
    ("player-network", "", "查看 Player Network 的登录结果"),
    ("player-network decide", "", "判断该登录的玩家能否进入游戏"),
    (
        "player-network decide",
        "file",
        "存放 AuthResult JSON 的文件，SDK 回调或后台返回的原文；- 表示标准输入",
    ),
    ("player-network decide", "options", "游戏自己的选项，JSON，例如 {\"os\":5}"),
    ("player-network decide", "options_file", "存放选项的文件"),
    ("player-network decide", "unix", "按哪个时间判断，Unix 毫秒；不填为当前时间"),
    ("interface-test", "", "运行官方接口测试的八个用例"),
    ("interface-test", "code", "某个用例的测试码，取自“接口测试”页，可重复"),
    (
        "interface-test",
        "codes_file",
        "测试码文件：每行一个“用例=测试码”，或 JSON 对象 {\"1\":\"测试码\"}；- 表示标准输入",
    ),
    ("interface-test", "case", "只运行这些用例；不填则运行所有给了测试码的用例"),
    ("interface-test", "app_id", "测试用 appId，取自同一页面"),
    ("interface-test", "biz_id", "页面给出的 bizId"),
    ("interface-test", "preset", "使用该用例的第几组官方预置数据"),
    ("interface-test", "official", "发往官方测试系统，测试码会被用掉"),
    ("interface-test", "base_url", "发往路径相同的其他系统，例如模拟平台：http://127.0.0.1:端口"),
    ("interface-test", "simulator", "在本程序内启动模拟平台并跑完八个用例"),
    ("omnisdk", "", "OmniSDK 签名：签名、校验回调、找出回调的签名方式"),
    ("omnisdk sign", "", "给单层 JSON 对象签名"),
    ("omnisdk verify", "", "像游戏服务端那样校验回调"),
    ("omnisdk diagnose", "", "用一条抓到的回调找出它的签名方式"),
    ("", "key", "OmniSDK 服务端密钥。命令行可能被他人看到，建议改用文件或环境变量 SHIMING_OMNISDK_KEY"),
    ("", "key_file", "存放服务端密钥的文件"),
    ("", "profile", "配置的 JSON 文本，与 pipe 相同；不填为国内区默认配置"),
    ("", "profile_file", "存放配置的文件"),
    ("", "array_mode", "数组的签名方式，不写完整配置时用：json_compact、java_list、comma、repeated、indexed"),
    ("simulate", "", "启动模拟平台"),
    ("simulate", "addr", "监听地址；端口 0 表示任意空闲端口"),
    ("simulate", "allow_remote", "允许监听非本机地址；模拟平台没有身份验证"),
    ("simulate", "scenario", "场景文件；不填则用内置场景（一家企业、一个游戏）"),
    ("simulate", "seed", "内置场景的随机种子"),
    ("simulate", "log", "把每个请求记入该文件，下次启动接着运行"),
    ("simulate", "test_codes", "开始接口测试的八个用例并打印测试码"),
    ("simulate", "seconds", "运行多少秒后结束"),
    ("simulate", "until_eof", "标准输入结束时结束"),
    ("demo", "", "让数百名玩家经真实 HTTP 对接模拟平台，并逐条对账"),
    ("demo", "players", "玩家数"),
    ("demo", "games", "游戏数"),
    ("demo", "seed", "随机种子：相同种子得到相同的玩家"),
    ("demo", "faults", "注入故障：丢请求、丢应答，平台返回 1001、1006、1007、错误页、截断的 JSON；默认开启"),
    ("demo", "no_faults", "不注入故障"),
    ("demo", "no_throttle", "不注入 1006（它要停一分钟）"),
    ("demo", "journal", "把全部数据放在该目录；被杀掉的运行可在此继续，沿用原来的玩家"),
    ("demo", "no_progress", "不显示进度条"),
    ("pipe", "", "在标准输入输出上逐行应答 JSON 调用，供任何语言使用"),
];

fn find(command: &str, option: &str) -> Option<&'static str> {
    let of = |name: &str| HELP.iter().find(|(c, o, _)| *c == name && *o == option).map(|(_, _, text)| *text);
    of(command).or_else(|| of("").filter(|_| !option.is_empty()))
}

/// The name of a tool inside another: `omnisdk sign`.
fn under(name: &str, sub: &str) -> String {
    if name.is_empty() { sub.to_owned() } else { format!("{name} {sub}") }
}

/// The command with its help in `lang`.
pub(super) fn localise(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => chinese(command, ""),
    }
}

fn chinese(mut command: Command, name: &str) -> Command {
    if let Some(about) = find(name, "") {
        command = command.about(about);
    }
    let options: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for option in options {
        let text = find(name, &option);
        command = command.mut_arg(option, |arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let arg = arg.help_heading(heading);
            text.map_or_else(|| arg.clone(), |text| arg.clone().help(text))
        });
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("显示帮助")
        .help_heading("选项");
    command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help);
    if command.has_subcommands() {
        command = command.subcommand_help_heading("命令");
    }
    if name.is_empty() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.disable_version_flag(true).arg(version.help("显示版本").help_heading("选项"));
    }
    command = command.help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}");
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for sub in subcommands {
        command = command.mut_subcommand(&sub, |command| chinese(command, &under(name, &sub)));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::super::Cli;
    use super::*;
    use clap::CommandFactory;

    fn missing(command: &Command, name: &str, found: &mut Vec<String>) {
        if find(name, "").is_none() {
            found.push(name.to_owned());
        }
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            if find(name, arg.get_id().as_str()).is_none() {
                found.push(format!("{name} {}", arg.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            missing(sub, &under(name, sub.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_option_has_chinese_help() {
        let mut found = Vec::new();
        missing(&Cli::command(), "", &mut found);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn the_declarations_are_sound() {
        Cli::command().debug_assert();
        localise(Cli::command(), Lang::Zh).debug_assert();
    }
}

// The documents' own examples: keys and persons that are published, nobody's secret.

const KEY = "b4c932250dbe59ff53b15ee993a9feb5";
const BODY =
  '{"data":"kGuV06piX8av9vsZGofHI1viPrHG/IpjsGGu75DYmRyQx6UEvPXrKkAdwWs3SmzEQ5GctOK/N5x5J4Yykw61plWqIL/PytfMZfcnqM43+HmW04agmLU6TJ1ydUnirDl8xGiofmrLLg=="}';

const raw = (first, sign, stamp, body = "") => `${first}
Content-Type: application/json; charset=utf-8
appId: fdc6688637bc468e9aea874654cbead2
bizId: 1101999999
timestamps: ${stamp}
sign: ${sign}

${body}`;

const CHECK = "POST https://api.wlc.nppa.gov.cn/idcard/authentication/check HTTP/1.1";
const QUERY = "GET http://api2.wlc.nppa.gov.cn/idcard/authentication/query?ai=100000000000000001 HTTP/1.1";

const curl = (sign) => `curl -X POST 'https://api.wlc.nppa.gov.cn/idcard/authentication/check' \\
  -H 'Content-Type: application/json; charset=utf-8' \\
  -H 'appId: fdc6688637bc468e9aea874654cbead2' \\
  -H 'bizId: 1101999999' \\
  -H 'timestamps: 1705975788903' \\
  -H 'sign: ${sign}' \\
  --data-raw '${BODY}'`;

export const EXAMPLES = {
  // The key of each is a word of the button.
  sign: {
    example_right: {
      key: KEY,
      request: raw(CHECK, "13806865bd4ea428a6c28e85c2e37c3d9bf8748d825f1f475e2252f527394b20", "1705975788903", BODY),
    },
    example_dash: {
      key: KEY,
      request: raw(QUERY, "5d251db50d4beda4178adfefd3848b4d6d1383bffcb7b73f659d69d069f9a56f", "1705975247808"),
    },
    example_body: { key: KEY, request: curl("444dde63413f97a1ecdb5de185d97d70d1e7353a0be7f70e329d439f40ce70d4") },
  },
  decrypt: { key: KEY, text: BODY },
  encrypt: {
    key: KEY,
    text: '{"ai":"100000000000000001","name":"某一一","idNum":"110000190101010001"}',
    nonce: "906b95d3aa625fc6aff6fb19",
  },
  // 测试系统说明 V1.2 §一.
  identity: {
    example_adult: { id: "110000190101010001", pi: "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u" },
    example_typo: { id: "110000190101010002", pi: "" },
  },
};

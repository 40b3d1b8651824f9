//! The official preset data (测试系统说明 V1.2 §一).

/// One preset person.
#[derive(Clone, Copy)]
pub(crate) struct Preset {
    pub ai: &'static str,
    pub name: &'static str,
    pub id_number: &'static str,
    /// Those of the first list have one; those of the second list stay 认证中.
    pub pi: Option<&'static str>,
}

const fn one(
    ai: &'static str,
    name: &'static str,
    id_number: &'static str,
    pi: Option<&'static str>,
) -> Preset {
    Preset { ai, name, id_number, pi }
}

pub(crate) const PRESETS: [Preset; 16] = [
    one("100000000000000001", "某一一", "110000190101010001", Some("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u")),
    one("100000000000000002", "某一二", "110000190101020007", Some("1fffbkmd9ebtwi7u7f4oswm9li6twjydqs7qjv")),
    one("100000000000000003", "某一三", "110000190101030002", Some("1fffblf892i0p1zh6wlec2quukxtw29v4yismp")),
    one("100000000000000004", "某一四", "110000190101040008", Some("1fffbmr55j92gttv5wxspm0mgvw8x3p0n7cy0j")),
    one("100000000000000005", "某一五", "11000019010101001X", Some("1fffbjqfba5y6uwr55cdak6faokhm4s02qkyue")),
    one("100000000000000006", "某一六", "110000190101020015", Some("1fffbkrwndszes1sngfx3v6pdqh87fi4zhz9ur")),
    one("100000000000000007", "某一七", "110000190101030010", Some("1fffbl6st3fbp199i8zh5ggcp84fgo3rj7pn1y")),
    one("100000000000000008", "某一八", "110000190101040016", Some("1fffbmzwmr1k3y8bri2linqbhnvmu510u5jj6z")),
    one("200000000000000001", "某二一", "110000190201010009", None),
    one("200000000000000002", "某二二", "110000190201020004", None),
    one("200000000000000003", "某二三", "11000019020103000X", None),
    one("200000000000000004", "某二四", "110000190201040005", None),
    one("200000000000000005", "某二五", "110000190201010017", None),
    one("200000000000000006", "某二六", "110000190201020012", None),
    one("200000000000000007", "某二七", "110000190201030018", None),
    one("200000000000000008", "某二八", "110000190201040013", None),
];

/// The `ai` of a query that must answer "failed": the first 17 digits, then 1 to 8.
const FAILED_AI: &str = "30000000000000000";

pub(crate) fn by_number(id_number: &str) -> Option<&'static Preset> {
    // All preset numbers begin with these eight digits: nearly everybody else is told apart by them.
    if !id_number.starts_with("11000019") {
        return None;
    }
    PRESETS.iter().find(|preset| preset.id_number == id_number)
}

pub(crate) fn by_ai(ai: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.ai == ai)
}

pub(crate) fn is_failed_ai(ai: &str) -> bool {
    ai.strip_prefix(FAILED_AI).is_some_and(|last| matches!(last.as_bytes(), [b'1'..=b'8']))
}

pub(crate) fn by_pi(pi: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.pi == Some(pi))
}

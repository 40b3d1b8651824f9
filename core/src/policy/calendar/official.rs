//! The State Council's notices of 2019 to 2026 (国务院办公厅关于部分节假日安排的通知), as data.
//!
//! Off days are every day of a break, weekends inside it included. Statutory days are those of 全国年节及纪念日放假办法: 11, and 13
//! from 2025 (除夕 and 2 May). In 2020 中秋 fell on 1 October, so there are ten different ones. Cross-checked with the data of
//! chinesecalendar 1.11.0, chinese-days 1.5.7 and holidays 0.108.

/// One year's notice. Days are `month * 100 + day`; a break is its first and its last day.
pub(super) struct Notice {
    pub(super) year: i32,
    pub(super) off: &'static [(u16, u16)],
    pub(super) statutory: &'static [u16],
    pub(super) makeup: &'static [u16],
}

/// Oldest first.
pub(super) const NOTICES: &[Notice] = &[
    // http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm
    // http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm
    Notice {
        year: 2019,
        off: &[(101, 101), (204, 210), (405, 405), (501, 504), (607, 607), (913, 913), (1001, 1007)],
        statutory: &[101, 205, 206, 207, 405, 501, 607, 913, 1001, 1002, 1003],
        makeup: &[202, 203, 428, 505, 929, 1012],
    },
    // http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm
    // http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm
    Notice {
        year: 2020,
        off: &[(101, 101), (124, 202), (404, 406), (501, 505), (625, 627), (1001, 1008)],
        statutory: &[101, 125, 126, 127, 404, 501, 625, 1001, 1002, 1003],
        makeup: &[119, 426, 509, 628, 927, 1010],
    },
    // http://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm
    Notice {
        year: 2021,
        off: &[(101, 103), (211, 217), (403, 405), (501, 505), (612, 614), (919, 921), (1001, 1007)],
        statutory: &[101, 212, 213, 214, 404, 501, 614, 921, 1001, 1002, 1003],
        makeup: &[207, 220, 425, 508, 918, 926, 1009],
    },
    // http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm
    Notice {
        year: 2022,
        off: &[
            (101, 103),
            (131, 206),
            (403, 405),
            (430, 504),
            (603, 605),
            (910, 912),
            (1001, 1007),
            (1231, 1231),
        ],
        statutory: &[101, 201, 202, 203, 405, 501, 603, 910, 1001, 1002, 1003],
        makeup: &[129, 130, 402, 424, 507, 1008, 1009],
    },
    // http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm
    Notice {
        year: 2023,
        off: &[(101, 102), (121, 127), (405, 405), (429, 503), (622, 624), (929, 1006)],
        statutory: &[101, 122, 123, 124, 405, 501, 622, 929, 1001, 1002, 1003],
        makeup: &[128, 129, 423, 506, 625, 1007, 1008],
    },
    // https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm
    Notice {
        year: 2024,
        off: &[(101, 101), (210, 217), (404, 406), (501, 505), (610, 610), (915, 917), (1001, 1007)],
        statutory: &[101, 210, 211, 212, 404, 501, 610, 917, 1001, 1002, 1003],
        makeup: &[204, 218, 407, 428, 511, 914, 929, 1012],
    },
    // https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
    Notice {
        year: 2025,
        off: &[(101, 101), (128, 204), (404, 406), (501, 505), (531, 602), (1001, 1008)],
        statutory: &[101, 128, 129, 130, 131, 404, 501, 502, 531, 1001, 1002, 1003, 1006],
        makeup: &[126, 208, 427, 928, 1011],
    },
    // https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
    Notice {
        year: 2026,
        off: &[(101, 103), (215, 223), (404, 406), (501, 505), (619, 621), (925, 927), (1001, 1007)],
        statutory: &[101, 216, 217, 218, 219, 405, 501, 502, 619, 925, 1001, 1002, 1003],
        makeup: &[104, 214, 228, 509, 920, 1010],
    },
];

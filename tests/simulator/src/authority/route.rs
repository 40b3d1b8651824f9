//! Paths: production and test differ in their prefixes, not only in the code at the end (V1.9, 测试系统说明 §三).

use shiming_core::wire::Endpoint;

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route<'a> {
    pub endpoint: Endpoint,
    /// The test code; none in production, empty when the path lacks it.
    pub test_code: Option<&'a str>,
}

impl<'a> Route<'a> {
    pub fn parse(path: &'a str) -> Option<Self> {
        let production = match path {
            "/idcard/authentication/check" => Some(Endpoint::Check),
            "/idcard/authentication/query" => Some(Endpoint::Query),
            "/behavior/collection/loginout" => Some(Endpoint::Report),
            _ => None,
        };
        if let Some(endpoint) = production {
            return Some(Self { endpoint, test_code: None });
        }
        let tests = [
            ("/test/authentication/check", Endpoint::Check),
            ("/test/authentication/query", Endpoint::Query),
            ("/test/collection/loginout", Endpoint::Report),
        ];
        tests.into_iter().find_map(|(prefix, endpoint)| {
            let rest = path.strip_prefix(prefix)?;
            let code = if rest.is_empty() { rest } else { rest.strip_prefix('/')? };
            (!code.contains('/')).then_some(Self { endpoint, test_code: Some(code) })
        })
    }

    pub fn method(&self) -> &'static str {
        match self.endpoint {
            Endpoint::Query => "GET",
            Endpoint::Check | Endpoint::Report => "POST",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_paths() {
        let endpoint = |path| Route::parse(path).map(|route| (route.endpoint, route.test_code));
        assert_eq!(endpoint("/idcard/authentication/check"), Some((Endpoint::Check, None)));
        assert_eq!(endpoint("/behavior/collection/loginout"), Some((Endpoint::Report, None)));
        assert_eq!(endpoint("/test/authentication/query/Ab12Cd"), Some((Endpoint::Query, Some("Ab12Cd"))));
        assert_eq!(endpoint("/test/collection/loginout"), Some((Endpoint::Report, Some(""))));
        for wrong in [
            "/",
            "/idcard/authentication/check/",
            "/test/behavior/collection/loginout/Ab12Cd",
            "/test/authentication/check/a/b",
            "/test/authentication/checks",
            "/IDCARD/authentication/check",
        ] {
            assert_eq!(endpoint(wrong), None, "{wrong}");
        }
    }
}

//! The members of a login as they are stored. Their names and order are the format: see [`stored`](super::stored).

use alloc::vec::Vec;

use super::login::{Agreements, ComplianceStatus, DeletionInfo, Login, OsValue, Part};
use crate::record::{Member, Record, by_name, members};

by_name!(Part::Extra = "the name of a part");

impl Record for Login {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("ret", &mut self.ret),
            optional("openid", &mut self.openid),
            optional("token", &mut self.token),
            optional("token_expire", &mut self.token_expire),
            optional("first_login", &mut self.first_login),
            optional("user_name", &mut self.user_name),
            optional("gender", &mut self.gender),
            optional("picture_url", &mut self.picture_url),
            optional("pf", &mut self.pf),
            optional("pf_key", &mut self.pf_key),
            optional("need_realname_auth", &mut self.need_realname_auth),
            optional("channel_id", &mut self.channel_id),
            optional("channel", &mut self.channel),
            optional("channel_info", &mut self.channel_info),
            optional("bind_list", &mut self.bind_list),
            optional("legal_documents", &mut self.legal_documents),
            optional("email", &mut self.email),
            optional("transfer_code", &mut self.transfer_code),
            optional("transfer_code_expire", &mut self.transfer_code_expire),
            optional("deletion_status", &mut self.deletion_status),
            optional("deletion_info", &mut self.deletion_info),
            optional("li_deletion_status", &mut self.li_deletion_status),
            optional("status_ret", &mut self.status_ret),
            optional("status", &mut self.status),
            optional("agreements_ret", &mut self.agreements_ret),
            optional("agreements", &mut self.agreements),
            optional("unreadable", &mut self.unreadable),
        ]
    }
}

impl Record for DeletionInfo {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("ret", &mut self.ret),
            optional("status", &mut self.status),
            optional("created_at", &mut self.created_at),
            optional("target_destroy_at", &mut self.target_destroy_at),
            optional("destroyed_at", &mut self.destroyed_at),
        ]
    }
}

impl Record for ComplianceStatus {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("region", &mut self.region),
            optional("adult_check_status", &mut self.adult_check_status),
            optional("adult_check_status_expiration", &mut self.adult_check_status_expiration),
            optional("parent_certificate_status", &mut self.parent_certificate_status),
            optional("parent_certificate_status_expiration", &mut self.parent_certificate_status_expiration),
            optional("certificate_type", &mut self.certificate_type),
            optional("adult_age", &mut self.adult_age),
            optional("adult_age_map", &mut self.adult_age_map),
            optional("game_grade", &mut self.game_grade),
            optional("game_grade_map", &mut self.game_grade_map),
            optional("eu_user_agree_status", &mut self.eu_user_agree_status),
            optional("is_eea", &mut self.is_eea),
            optional("is_dma", &mut self.is_dma),
            optional("need_realname_auth", &mut self.need_realname_auth),
            optional("realname_auth_status", &mut self.realname_auth_status),
            optional("is_need_li_cert", &mut self.is_need_li_cert),
            optional("need_parent_control", &mut self.need_parent_control),
            optional("parent_control_map", &mut self.parent_control_map),
            optional("adult_status_map", &mut self.adult_status_map),
            optional("ts", &mut self.ts),
        ]
    }
}

impl Record for Agreements {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("game_tos", &mut self.game_tos),
            optional("game_pp", &mut self.game_pp),
            optional("game_dma", &mut self.game_dma),
            optional("game_nda", &mut self.game_nda),
            optional("li_tos", &mut self.li_tos),
            optional("li_pp", &mut self.li_pp),
            optional("li_dt", &mut self.li_dt),
            optional("has_bind_li", &mut self.has_bind_li),
            optional("need_notify", &mut self.need_notify),
            optional("is_receive_email", &mut self.is_receive_email),
            optional("is_receive_email_in_night", &mut self.is_receive_email_in_night),
        ]
    }
}

impl Record for OsValue {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("os", &mut self.os), required("value", &mut self.value)]
    }
}

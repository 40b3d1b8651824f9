-- The declarations of shiming.h as LuaJIT reads them. tests/header.lua compares them with the header, and writes this file
-- anew when it is run with the argument "update".
return [[
typedef struct shiming_app shiming_app;
typedef struct shiming_engine shiming_engine;
typedef int32_t shiming_status;
typedef struct shiming_buf {
  uint8_t *ptr;
  size_t len;
  size_t cap;
} shiming_buf;
typedef struct shiming_error {
  uint32_t struct_size;
  int32_t code;
  int32_t errcode;
  char reason[32];
  char field[32];
  char detail[256];
} shiming_error;
typedef struct shiming_usage {
  uint32_t struct_size;
  uint32_t reserved;
  int64_t played_today_s;
  int64_t guest_used_s;
} shiming_usage;
typedef struct shiming_admission {
  uint32_t struct_size;
  int32_t allowed;
  int32_t reported;
  char reason[36];
  char rule_id[24];
  int64_t valid_until;
} shiming_admission;
typedef struct shiming_bytes {
  const uint8_t *ptr;
  size_t len;
} shiming_bytes;
typedef struct shiming_text {
  const char *ptr;
  size_t len;
} shiming_text;
typedef struct shiming_header {
  struct shiming_text name;
  struct shiming_text value;
} shiming_header;
typedef struct shiming_request {
  uint32_t struct_size;
  uint32_t header_count;
  struct shiming_text method;
  struct shiming_text url;
  const struct shiming_header *headers;
  struct shiming_bytes body;
} shiming_request;
typedef struct shiming_step {
  uint32_t struct_size;
  int32_t kind;
  int64_t seq;
  int64_t segment;
  int64_t drop_before;
  struct shiming_bytes bytes;
  struct shiming_text event;
  int64_t send;
  int64_t timeout_ms;
  const struct shiming_request *request;
  int32_t endpoint;
  int32_t reserved;
  int64_t until_mono;
} shiming_step;
typedef struct shiming_verdict {
  int64_t valid_until;
  int64_t next_open;
  int32_t allowed;
  char reason[36];
  char rule_id[24];
} shiming_verdict;
typedef struct shiming_decision {
  uint32_t struct_size;
  uint32_t reserved;
  struct shiming_verdict account;
  struct shiming_verdict play;
  struct shiming_verdict pay;
  struct shiming_verdict report;
} shiming_decision;
typedef struct shiming_payment {
  uint32_t struct_size;
  uint32_t reserved;
  struct shiming_verdict verdict;
  int64_t max_single_fen;
  int64_t month_left_fen;
} shiming_payment;
typedef struct shiming_play_window {
  uint32_t struct_size;
  int32_t restricted;
  int64_t start;
  int64_t end;
  int32_t covered;
  int32_t reserved;
} shiming_play_window;
typedef struct shiming_row {
  uint32_t struct_size;
  int32_t bt;
  int32_t ct;
  struct shiming_text si;
  int64_t ot;
  struct shiming_text pi;
  struct shiming_text di;
} shiming_row;
shiming_status shiming_account_new(struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_account_load(const char *json, size_t json_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_account_apply(const char *state, size_t state_len, const char *event, size_t event_len, const char *fresh_ai, size_t fresh_ai_len, int64_t unix_ms, int64_t mono_ms, struct shiming_buf *state_out, struct shiming_buf *effects_out, struct shiming_error *err);
shiming_status shiming_app_new(const char *app_id, size_t app_id_len, const char *biz_id, size_t biz_id_len, const char *secret_key, size_t secret_key_len, struct shiming_app **out, struct shiming_error *err);
void shiming_app_free(struct shiming_app *app);
void shiming_buf_free(struct shiming_buf *buf);
void shiming_engine_free(struct shiming_engine *engine);
shiming_status shiming_engine_verify(const struct shiming_engine *engine, const char *game, size_t game_len, const char *account, size_t account_len, const char *state, size_t state_len, const char *name, size_t name_len, const char *id_number, size_t id_number_len, int32_t priority, int64_t unix_ms, int64_t mono_ms, struct shiming_buf *state_out, int64_t *attempt, struct shiming_error *err);
shiming_status shiming_engine_put_account(const struct shiming_engine *engine, const char *game, size_t game_len, const char *account, size_t account_len, const char *state, size_t state_len, int64_t unix_ms, int64_t mono_ms, struct shiming_error *err);
shiming_status shiming_engine_login(const struct shiming_engine *engine, const char *game, size_t game_len, const char *session, size_t session_len, const char *account, size_t account_len, const char *state, size_t state_len, const struct shiming_usage *usage, int64_t unix_ms, int64_t mono_ms, struct shiming_admission *out, struct shiming_error *err);
shiming_status shiming_engine_login_guest(const struct shiming_engine *engine, const char *game, size_t game_len, const char *session, size_t session_len, const char *di, size_t di_len, const struct shiming_usage *usage, int64_t unix_ms, int64_t mono_ms, struct shiming_admission *out, struct shiming_error *err);
shiming_status shiming_engine_heartbeat(const struct shiming_engine *engine, const char *game, size_t game_len, const char *session, size_t session_len, int64_t unix_ms, int64_t mono_ms, struct shiming_error *err);
shiming_status shiming_engine_logout(const struct shiming_engine *engine, const char *game, size_t game_len, const char *session, size_t session_len, int64_t unix_ms, int64_t mono_ms, struct shiming_error *err);
shiming_status shiming_engine_account(const struct shiming_engine *engine, const char *game, size_t game_len, const char *account, size_t account_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_engine_session(const struct shiming_engine *engine, const char *game, size_t game_len, const char *session, size_t session_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_engine_stats(const struct shiming_engine *engine, const char *game, size_t game_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_engine_poll(const struct shiming_engine *engine, int64_t unix_ms, int64_t mono_ms, struct shiming_step **out, struct shiming_error *err);
shiming_status shiming_engine_persisted(const struct shiming_engine *engine, int64_t seq, struct shiming_error *err);
shiming_status shiming_engine_handled(const struct shiming_engine *engine, int64_t seq, struct shiming_error *err);
shiming_status shiming_engine_complete(const struct shiming_engine *engine, int64_t send, int32_t status, const uint8_t *body, size_t body_len, const char *date, size_t date_len, int64_t unix_ms, int64_t mono_ms, int32_t *used, struct shiming_error *err);
shiming_status shiming_engine_complete_transport(const struct shiming_engine *engine, int64_t send, int32_t sent, int64_t unix_ms, int64_t mono_ms, int32_t *used, struct shiming_error *err);
shiming_status shiming_engine_open(const char *config, size_t config_len, const uint8_t *entropy, size_t entropy_len, int64_t unix_ms, int64_t mono_ms, struct shiming_engine **out, struct shiming_error *err);
shiming_status shiming_engine_load(const struct shiming_engine *engine, int64_t segment, const uint8_t *bytes, size_t bytes_len, struct shiming_error *err);
shiming_status shiming_engine_put_app(const struct shiming_engine *engine, const char *json, size_t json_len, struct shiming_error *err);
shiming_status shiming_engine_put_game(const struct shiming_engine *engine, const char *json, size_t json_len, struct shiming_error *err);
shiming_status shiming_engine_put_policy(const struct shiming_engine *engine, const char *json, size_t json_len, struct shiming_error *err);
shiming_status shiming_engine_remove_game(const struct shiming_engine *engine, const char *game, size_t game_len, struct shiming_error *err);
shiming_status shiming_engine_set_share(const struct shiming_engine *engine, const char *game, size_t game_len, int64_t index, int64_t count, int64_t from, int64_t until, struct shiming_error *err);
shiming_status shiming_engine_hold(const struct shiming_engine *engine, const char *game, size_t game_len, int32_t endpoint, int64_t until, struct shiming_error *err);
void shiming_step_free(struct shiming_step *step);
shiming_status shiming_ai_for_attempt(const uint8_t *salt, size_t salt_len, const char *biz_id, size_t biz_id_len, const char *account, size_t account_len, int64_t attempt, const char *name, size_t name_len, const char *id_number, size_t id_number_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_normalize_id(const char *raw, size_t raw_len, int32_t mode, struct shiming_buf *out, int32_t *how, struct shiming_error *err);
shiming_status shiming_unpad_id(const char *id, size_t id_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_validate_name(const char *name, size_t name_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_validate_id_number(const char *id_number, size_t id_number_len, int64_t unix_ms, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_pi_birth_date(const char *pi, size_t pi_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_redact(int32_t kind, const char *value, size_t value_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_derive_journal_key(const char *secret_key, size_t secret_key_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_interface_test(int32_t number, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_interface_test_request(int32_t number, const struct shiming_app *app, const char *code, size_t code_len, int32_t preset, const uint8_t *nonce, size_t nonce_len, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_interface_test_judge(int32_t number, int32_t status, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_play_request(const char *profile, size_t profile_len, const char *key, size_t key_len, const char *uid, size_t uid_len, int32_t platform, int32_t form, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_omnisdk_exit_request(const char *profile, size_t profile_len, const char *key, size_t key_len, const char *uid, size_t uid_len, int32_t platform, int32_t form, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_omnisdk_sign(const char *profile, size_t profile_len, const char *key, size_t key_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_diagnose_signature(const char *profile, size_t profile_len, const char *key, size_t key_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_parse_response(int32_t status, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_verify_callback(const char *profile, size_t profile_len, const char *key, size_t key_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_callback_reply(int32_t outcome, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_omnisdk_verify_login(const char *app_id, size_t app_id_len, const char *key, size_t key_len, const char *uid, size_t uid_len, const char *verify_timestamp, size_t verify_timestamp_len, const char *signature, size_t signature_len, int32_t *valid, struct shiming_error *err);
shiming_status shiming_omnisdk_certification(int32_t value, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_player_network_parse(const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_player_network_decide(const char *login, size_t login_len, const char *options, size_t options_len, int64_t unix_ms, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_adapt_status(int32_t source, const char *value, size_t value_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_age_on(const char *birth, size_t birth_len, int64_t unix_ms, int32_t rule, int32_t *age, struct shiming_error *err);
shiming_status shiming_decide(const char *state, size_t state_len, const char *profile, size_t profile_len, const char *calendar, size_t calendar_len, const struct shiming_usage *usage, int64_t unix_ms, struct shiming_decision *out, struct shiming_error *err);
shiming_status shiming_decide_payment(const char *state, size_t state_len, const char *profile, size_t profile_len, const char *calendar, size_t calendar_len, int64_t spent_month_fen, int64_t amount_fen, int64_t unix_ms, struct shiming_payment *out, struct shiming_error *err);
shiming_status shiming_next_play_window(const char *state, size_t state_len, const char *profile, size_t profile_len, const char *calendar, size_t calendar_len, int64_t unix_ms, struct shiming_play_window *out, struct shiming_error *err);
shiming_status shiming_play_windows(int32_t year, int32_t month, const char *profile, size_t profile_len, const char *calendar, size_t calendar_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_reason_text(const char *reason, size_t reason_len, struct shiming_buf *out, struct shiming_error *err);
void shiming_request_free(struct shiming_request *request);
const char *shiming_status_name(shiming_status status);
const char *shiming_version(void);
uint32_t shiming_abi_version(void);
shiming_status shiming_now(int64_t *unix_ms, int64_t *mono_ms, struct shiming_error *err);
shiming_status shiming_sign(const char *secret_key, size_t secret_key_len, const char *params, size_t params_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_explain_sign(const char *secret_key, size_t secret_key_len, const char *params, size_t params_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_encrypt_body(const char *secret_key, size_t secret_key_len, const uint8_t *nonce, size_t nonce_len, const uint8_t *plaintext, size_t plaintext_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_decrypt_body(const char *secret_key, size_t secret_key_len, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_check_request(const struct shiming_app *app, const char *endpoints, size_t endpoints_len, const char *ai, size_t ai_len, const char *name, size_t name_len, const char *id_number, size_t id_number_len, const uint8_t *nonce, size_t nonce_len, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_query_request(const struct shiming_app *app, const char *endpoints, size_t endpoints_len, const char *ai, size_t ai_len, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_report_request(const struct shiming_app *app, const char *endpoints, size_t endpoints_len, const struct shiming_row *rows, size_t row_count, const uint8_t *nonce, size_t nonce_len, int64_t unix_ms, struct shiming_request **out, struct shiming_error *err);
shiming_status shiming_parse_check(int32_t status, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_parse_query(int32_t status, const uint8_t *body, size_t body_len, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_parse_report(int32_t status, const uint8_t *body, size_t body_len, int32_t rows, struct shiming_buf *out, struct shiming_error *err);
shiming_status shiming_errcode_info(int32_t errcode, struct shiming_buf *out, struct shiming_error *err);
]]

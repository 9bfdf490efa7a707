-- Every statement can be run again: H2 cannot take half a migration back.
-- Times are milliseconds since 1970; ${binary} takes up to 1 MiB.

CREATE TABLE IF NOT EXISTS skep_claims (
  session_id ${binary} NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS skep_claims_expiry ON skep_claims (expires_at);

CREATE TABLE IF NOT EXISTS skep_sessions (
  session_id ${binary} NOT NULL PRIMARY KEY,
  state_version BIGINT NOT NULL,
  sealed_state ${binary} NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS skep_sessions_expiry ON skep_sessions (expires_at);

CREATE TABLE IF NOT EXISTS skep_enrollments (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  entry_number BIGINT GENERATED ALWAYS AS IDENTITY,
  account VARCHAR(128) NOT NULL,
  plan_name VARCHAR(255) NOT NULL,
  code_hash ${binary} NOT NULL,
  sealed_order ${binary} NOT NULL,
  device VARCHAR(64),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  failed_attempts INTEGER NOT NULL,
  session_id ${binary}
);
CREATE INDEX IF NOT EXISTS skep_enrollments_newest ON skep_enrollments (created_at, entry_number);

CREATE TABLE IF NOT EXISTS skep_certificates (
  serial_number VARCHAR(64) NOT NULL PRIMARY KEY,
  entry_number BIGINT GENERATED ALWAYS AS IDENTITY,
  enrollment_id VARCHAR(32) NOT NULL,
  account VARCHAR(128) NOT NULL,
  session_id ${binary} NOT NULL,
  certificate ${binary} NOT NULL,
  key_id VARCHAR(255) NOT NULL,
  public_key ${binary} NOT NULL,
  key_attestation ${binary} NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  registered_at BIGINT NOT NULL,
  status VARCHAR(16) NOT NULL,
  revoked_at BIGINT,
  revocation_reason VARCHAR(32)
);
CREATE INDEX IF NOT EXISTS skep_certificates_newest ON skep_certificates (entry_number);
CREATE INDEX IF NOT EXISTS skep_certificates_account ON skep_certificates (account, entry_number);
CREATE INDEX IF NOT EXISTS skep_certificates_enrollment ON skep_certificates (enrollment_id);
CREATE INDEX IF NOT EXISTS skep_certificates_revoked ON skep_certificates (status, not_after);

CREATE TABLE IF NOT EXISTS skep_keys (
  key_id VARCHAR(64) NOT NULL PRIMARY KEY,
  purpose VARCHAR(255) NOT NULL,
  created_at BIGINT NOT NULL,
  public_key ${binary} NOT NULL,
  sealed_private_key ${binary} NOT NULL
);

CREATE TABLE IF NOT EXISTS skep_audit (
  entry_number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at BIGINT NOT NULL,
  kind VARCHAR(32) NOT NULL,
  session_id VARCHAR(64) NOT NULL,
  peer VARCHAR(256) NOT NULL,
  rule VARCHAR(64),
  reason VARCHAR(1024),
  checks VARCHAR(16000) NOT NULL,
  details VARCHAR(16000) NOT NULL
);
CREATE INDEX IF NOT EXISTS skep_audit_time ON skep_audit (happened_at);
CREATE INDEX IF NOT EXISTS skep_audit_session ON skep_audit (session_id);

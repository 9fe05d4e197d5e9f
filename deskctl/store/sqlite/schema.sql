CREATE TABLE absence (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, reason VARCHAR, retired_at INTEGER, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id));
CREATE TABLE action (ticket INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER
  NOT NULL, actor VARCHAR NOT NULL, event VARCHAR NOT NULL, note VARCHAR NOT NULL, data VARCHAR NOT NULL,
  chain VARCHAR NOT NULL, PRIMARY KEY (ticket, seq), FOREIGN KEY(ticket) REFERENCES ticket (number)) WITHOUT ROWID;
CREATE TABLE advisory (id VARCHAR NOT NULL, vendor VARCHAR NOT NULL, models VARCHAR NOT NULL, text VARCHAR NOT NULL, published VARCHAR, urgent BOOLEAN, systems VARCHAR, url VARCHAR, PRIMARY KEY (id), FOREIGN KEY(vendor) REFERENCES vendor (id));
CREATE TABLE affected_site (ticket INTEGER NOT NULL, position INTEGER NOT NULL, site VARCHAR NOT NULL,
  PRIMARY KEY (ticket, position), FOREIGN KEY(ticket) REFERENCES ticket (number), FOREIGN KEY(site)
  REFERENCES site (id));
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE asset (id VARCHAR NOT NULL, site VARCHAR NOT NULL, asset_class VARCHAR NOT NULL, name VARCHAR NOT NULL, model VARCHAR, serial VARCHAR, criticality VARCHAR, vendor VARCHAR, warranty_end VARCHAR, procured_by_us BOOLEAN NOT NULL, ip VARCHAR, external_id VARCHAR, retired_at INTEGER, merged_into VARCHAR, PRIMARY KEY (id), FOREIGN KEY(site) REFERENCES site (id), FOREIGN KEY(vendor) REFERENCES vendor (id), FOREIGN KEY(merged_into) REFERENCES asset (id));
CREATE TABLE attachment (id VARCHAR NOT NULL, "of" VARCHAR NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, size INTEGER NOT NULL, sha256 VARCHAR NOT NULL, inline BOOLEAN NOT NULL, added_at INTEGER NOT NULL, added_by VARCHAR NOT NULL, kind VARCHAR, public BOOLEAN, step VARCHAR, version INTEGER, hidden_at INTEGER, purged_at INTEGER, PRIMARY KEY (id));
CREATE TABLE blob (id VARCHAR NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id));
CREATE TABLE bug (ticket INTEGER NOT NULL, id VARCHAR NOT NULL, severity VARCHAR, fixed_in VARCHAR, PRIMARY
  KEY (ticket), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE calendar (id VARCHAR NOT NULL, name VARCHAR NOT NULL, windows VARCHAR NOT NULL, origin VARCHAR, PRIMARY KEY (id));
CREATE TABLE calendar_day (id VARCHAR NOT NULL, day VARCHAR NOT NULL, off BOOLEAN NOT NULL, name VARCHAR NOT
  NULL, actor VARCHAR NOT NULL, added_at INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE calendar_year (id VARCHAR NOT NULL, actor VARCHAR NOT NULL, added_at INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE callback (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, due_at INTEGER NOT NULL,
  text VARCHAR NOT NULL, ticket INTEGER, contact VARCHAR, phone VARCHAR, done_at INTEGER, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id), FOREIGN KEY(ticket) REFERENCES ticket (number),
  FOREIGN KEY(contact) REFERENCES contact (id));
CREATE TABLE canned_text (id VARCHAR NOT NULL, name VARCHAR NOT NULL, words VARCHAR NOT NULL,
  owner VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(owner) REFERENCES staff (id));
CREATE TABLE catalog_item (id VARCHAR NOT NULL, name VARCHAR NOT NULL, name_en VARCHAR, allowed_levels VARCHAR NOT NULL, origin VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE certificate (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, name VARCHAR NOT NULL, expires VARCHAR, no VARCHAR, issued VARCHAR, PRIMARY KEY (id), FOREIGN KEY(staff) REFERENCES staff (id));
CREATE TABLE change (ticket INTEGER NOT NULL, size VARCHAR NOT NULL, estimate_days FLOAT, decision VARCHAR,
  PRIMARY KEY (ticket), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE charge (ticket INTEGER NOT NULL, basis VARCHAR NOT NULL, rate FLOAT, days FLOAT, amount FLOAT,
  PRIMARY KEY (ticket), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE checklist (id VARCHAR NOT NULL, version INTEGER NOT NULL, source VARCHAR NOT NULL, retired_at INTEGER,
  PRIMARY KEY (id));
CREATE TABLE clock (ticket INTEGER NOT NULL, n INTEGER NOT NULL, clause VARCHAR NOT NULL, milestone VARCHAR NOT NULL, start INTEGER NOT NULL, seconds INTEGER, calendar VARCHAR NOT NULL, due INTEGER, stop INTEGER, outcome VARCHAR NOT NULL, soft BOOLEAN NOT NULL, provisional BOOLEAN NOT NULL, opens_at INTEGER, ended_at INTEGER, reason VARCHAR, warns_at INTEGER, late_entry INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (ticket, n), FOREIGN KEY(ticket) REFERENCES ticket (number)) WITHOUT ROWID;
CREATE TABLE contact (id VARCHAR NOT NULL, customer VARCHAR, name VARCHAR NOT NULL, title VARCHAR, phone VARCHAR, email VARCHAR, unverified BOOLEAN, external_id VARCHAR, retired_at INTEGER, merged_into VARCHAR, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(merged_into) REFERENCES contact (id));
CREATE TABLE contract (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, no VARCHAR NOT NULL, final_acceptance_date VARCHAR, maintenance_start VARCHAR, maintenance_end VARCHAR, remote_standing_authorisation BOOLEAN NOT NULL, day_rate FLOAT, rounding VARCHAR, options VARCHAR NOT NULL, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id));
CREATE TABLE counter (name VARCHAR NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID;
CREATE TABLE course (id VARCHAR NOT NULL, system VARCHAR NOT NULL, kind VARCHAR NOT NULL, title VARCHAR NOT NULL, version INTEGER NOT NULL, files VARCHAR NOT NULL, lang VARCHAR NOT NULL, audience VARCHAR, customer VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id));
CREATE TABLE course_access (id VARCHAR NOT NULL, account VARCHAR, course VARCHAR, at INTEGER NOT NULL, kind VARCHAR, version INTEGER, file VARCHAR, via VARCHAR, staff VARCHAR, PRIMARY KEY (id), FOREIGN KEY(account) REFERENCES course_account (id), FOREIGN KEY(course) REFERENCES course (id), FOREIGN KEY(staff) REFERENCES staff (id));
CREATE TABLE course_account (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, username VARCHAR NOT NULL, password_hash VARCHAR NOT NULL, active BOOLEAN NOT NULL, contact VARCHAR, scopes VARCHAR, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(contact) REFERENCES contact (id));
CREATE TABLE customer (id VARCHAR NOT NULL, name VARCHAR NOT NULL, name_en VARCHAR, lang VARCHAR NOT NULL, key_customer BOOLEAN NOT NULL, agreed_phone VARCHAR, email_domain VARCHAR, return_visit_interval_days INTEGER, preferred_mode VARCHAR, unverified BOOLEAN, external_id VARCHAR, retired_at INTEGER, merged_into VARCHAR, service_start VARCHAR, PRIMARY KEY (id), FOREIGN KEY(merged_into) REFERENCES customer (id));
CREATE TABLE evaluation_summary (id VARCHAR NOT NULL, period VARCHAR NOT NULL, customer VARCHAR, asked INTEGER NOT NULL,
  answered INTEGER NOT NULL, average FLOAT, worst INTEGER, text VARCHAR, improvements VARCHAR NOT NULL,
  made_at INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id));
CREATE TABLE expert (id VARCHAR NOT NULL, name VARCHAR NOT NULL, internal BOOLEAN NOT NULL, skills VARCHAR NOT NULL, phone VARCHAR, staff VARCHAR, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(staff) REFERENCES staff (id));
CREATE TABLE faq (id VARCHAR NOT NULL, system VARCHAR NOT NULL, question VARCHAR NOT NULL, answer VARCHAR NOT NULL, source_ticket INTEGER, version INTEGER NOT NULL, lang VARCHAR NOT NULL, topic VARCHAR, audience VARCHAR, state VARCHAR, review_by VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(source_ticket) REFERENCES ticket (number));
CREATE TABLE faq_document (id VARCHAR NOT NULL, system VARCHAR NOT NULL, version INTEGER NOT NULL, issued VARCHAR, delivered VARCHAR NOT NULL, entries VARCHAR NOT NULL, lang VARCHAR, PRIMARY KEY (id));
CREATE TABLE history (id VARCHAR NOT NULL, writes INTEGER NOT NULL, total VARCHAR NOT NULL, "before" VARCHAR
  NOT NULL, PRIMARY KEY (id));
CREATE TABLE holiday (id VARCHAR NOT NULL, name VARCHAR NOT NULL, off BOOLEAN NOT NULL, PRIMARY KEY (id));
CREATE TABLE hotline (id VARCHAR NOT NULL, number VARCHAR NOT NULL, label VARCHAR, opens VARCHAR, closes VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE import_mark (ticket INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  at INTEGER NOT NULL, actor VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (ticket),
  FOREIGN KEY(ticket) REFERENCES ticket (number)) WITHOUT ROWID;
CREATE TABLE improvement (id VARCHAR NOT NULL, text VARCHAR NOT NULL, owner VARCHAR, state VARCHAR NOT NULL, due VARCHAR, source VARCHAR, PRIMARY KEY (id), FOREIGN KEY(owner) REFERENCES staff (id));
CREATE TABLE inspection (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, site VARCHAR NOT NULL, period
  VARCHAR NOT NULL, due VARCHAR NOT NULL, done_at INTEGER, done_by VARCHAR, engineer_on_site_from INTEGER,
  engineer_on_site_to INTEGER, items VARCHAR NOT NULL, advice VARCHAR NOT NULL, signed_by VARCHAR, PRIMARY
  KEY (id), FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(site) REFERENCES site (id), FOREIGN
  KEY(done_by) REFERENCES staff (id), FOREIGN KEY(signed_by) REFERENCES contact (id));
CREATE TABLE inspection_plan (id VARCHAR NOT NULL, site VARCHAR NOT NULL, interval VARCHAR NOT NULL, reason VARCHAR,
  begins VARCHAR, ends VARCHAR, covers VARCHAR NOT NULL, checklists VARCHAR NOT NULL, engineer VARCHAR,
  day VARCHAR, agreed_by VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(site) REFERENCES site (id),
  FOREIGN KEY(engineer) REFERENCES staff (id), FOREIGN KEY(agreed_by) REFERENCES contact (id));
CREATE TABLE loaner (id VARCHAR NOT NULL, name VARCHAR NOT NULL, model VARCHAR NOT NULL, serial VARCHAR, substitutes_models VARCHAR NOT NULL, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE mail (id VARCHAR NOT NULL, message_id VARCHAR, received_at INTEGER NOT NULL, from_contact
  VARCHAR, subject VARCHAR NOT NULL, ticket INTEGER, account VARCHAR, sha256 VARCHAR, identity VARCHAR, size INTEGER, from_address VARCHAR, from_name VARCHAR, addresses VARCHAR, customer VARCHAR, date_header VARCHAR, kind VARCHAR, reason VARCHAR, joins INTEGER, suggests VARCHAR, auto_answer BOOLEAN, answers VARCHAR, duplicate_of VARCHAR, text VARCHAR, text_new VARCHAR, state VARCHAR, handled_at INTEGER, handled_by VARCHAR, PRIMARY KEY (id), FOREIGN KEY(from_contact) REFERENCES
  contact (id), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE mail_seen (account VARCHAR NOT NULL, folder VARCHAR NOT NULL,
  uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
  mail VARCHAR, at INTEGER NOT NULL, PRIMARY KEY (account, folder, uidvalidity, uid))
  WITHOUT ROWID;
CREATE TABLE master_action (noun VARCHAR NOT NULL, id VARCHAR NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, actor VARCHAR NOT NULL, event VARCHAR NOT NULL, note VARCHAR NOT NULL, data VARCHAR NOT NULL, recorded_at INTEGER NOT NULL, chain VARCHAR NOT NULL, PRIMARY KEY (noun, id, seq)) WITHOUT ROWID;
CREATE TABLE meta (id VARCHAR NOT NULL, schema VARCHAR NOT NULL, now INTEGER, tz VARCHAR NOT NULL, currency VARCHAR, note VARCHAR, origin VARCHAR, PRIMARY KEY (id));
CREATE TABLE mode (id VARCHAR NOT NULL, name VARCHAR NOT NULL, name_en VARCHAR, stars_total INTEGER, availability VARCHAR, origin VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE outbox (id VARCHAR NOT NULL, created_at INTEGER NOT NULL,
  kind VARCHAR NOT NULL, channel VARCHAR NOT NULL, recipient VARCHAR NOT NULL,
  state VARCHAR NOT NULL, message_id VARCHAR, ticket INTEGER,
  mail VARCHAR, staff VARCHAR, contact VARCHAR, lang VARCHAR, rule VARCHAR, step INTEGER, caused_by VARCHAR,
  asked_by VARCHAR, dedupe VARCHAR, facts VARCHAR, subject VARCHAR, body VARCHAR, urgent BOOLEAN, not_before INTEGER,
  next_try INTEGER, expires_at INTEGER, tries INTEGER, uncertain BOOLEAN, lease VARCHAR, receipt VARCHAR,
  sent_at INTEGER, bounced_at INTEGER, bounce_status VARCHAR, acknowledged_at INTEGER, acknowledged_by VARCHAR,
  acknowledged_how VARCHAR, closed_reason VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(ticket) REFERENCES ticket (number), UNIQUE (dedupe));
CREATE TABLE outbox_try (outbox VARCHAR NOT NULL, no INTEGER NOT NULL, at INTEGER NOT NULL,
  outcome VARCHAR NOT NULL, code VARCHAR NOT NULL, words VARCHAR NOT NULL, PRIMARY KEY (outbox, no)) WITHOUT ROWID;
CREATE TABLE part (id VARCHAR NOT NULL, name VARCHAR NOT NULL, model VARCHAR NOT NULL, compatible_models VARCHAR NOT NULL, min_qty INTEGER NOT NULL, opening_qty INTEGER NOT NULL, location VARCHAR, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE policy_version (id VARCHAR NOT NULL, version VARCHAR NOT NULL, source VARCHAR NOT NULL, clauses
  VARCHAR NOT NULL, installed_at INTEGER NOT NULL, PRIMARY KEY (id, version));
CREATE TABLE receipt ("key" VARCHAR NOT NULL, ticket INTEGER, master VARCHAR, seq INTEGER, recorded_at INTEGER NOT NULL, content VARCHAR, PRIMARY KEY ("key")) WITHOUT ROWID;
CREATE TABLE recommendation (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, asset VARCHAR, area VARCHAR,
  kind VARCHAR NOT NULL, text VARCHAR NOT NULL, cost FLOAT, due VARCHAR, state VARCHAR NOT NULL,
  proposed_at INTEGER NOT NULL, inspection VARCHAR, agreed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(asset) REFERENCES asset (id),
  FOREIGN KEY(inspection) REFERENCES inspection (id), FOREIGN KEY(agreed_by) REFERENCES contact (id));
CREATE TABLE report (ticket INTEGER NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, author VARCHAR
  NOT NULL, cause VARCHAR NOT NULL, method VARCHAR NOT NULL, result VARCHAR NOT NULL, archived VARCHAR, files
  VARCHAR, PRIMARY KEY (ticket, version), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE report_draft (ticket INTEGER NOT NULL, cause VARCHAR NOT NULL, method VARCHAR NOT NULL, result
  VARCHAR NOT NULL, author VARCHAR NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (ticket), FOREIGN
  KEY(ticket) REFERENCES ticket (number));
CREATE TABLE return_visit (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, at INTEGER NOT NULL, how VARCHAR NOT NULL, with_contact VARCHAR, kind VARCHAR NOT NULL, "by" VARCHAR NOT NULL, advisories_delivered VARCHAR NOT NULL, changes_seen VARCHAR NOT NULL, improvements VARCHAR NOT NULL, score INTEGER, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(with_contact) REFERENCES contact (id), FOREIGN KEY("by") REFERENCES staff (id));
CREATE TABLE roster (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(staff) REFERENCES staff (id));
CREATE TABLE seal (name VARCHAR NOT NULL, rows INTEGER NOT NULL, sum VARCHAR NOT NULL, PRIMARY KEY (name))
  WITHOUT ROWID;
CREATE TABLE shift (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, at INTEGER NOT NULL,
  text VARCHAR NOT NULL, tickets VARCHAR NOT NULL, confirmed_at INTEGER, confirmed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id), FOREIGN KEY(confirmed_by) REFERENCES staff (id));
CREATE TABLE site (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, name VARCHAR NOT NULL, outlet BOOLEAN NOT NULL, address VARCHAR, travel_minutes INTEGER, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id));
CREATE TABLE staff (id VARCHAR NOT NULL, name VARCHAR NOT NULL, role VARCHAR NOT NULL, skills VARCHAR NOT NULL, phone VARCHAR, email VARCHAR, channels VARCHAR, quiet VARCHAR, lang VARCHAR, external_id VARCHAR, retired_at INTEGER, user VARCHAR, roles VARCHAR, PRIMARY KEY (id));
CREATE TABLE stock_move (id VARCHAR NOT NULL, at INTEGER NOT NULL, kind VARCHAR NOT NULL, part VARCHAR, qty
  INTEGER, loaner VARCHAR, ticket INTEGER, ref VARCHAR, PRIMARY KEY (id), FOREIGN KEY(part) REFERENCES part
  (id), FOREIGN KEY(loaner) REFERENCES loaner (id), FOREIGN KEY(ticket) REFERENCES ticket (number));
CREATE TABLE system_profile (id VARCHAR NOT NULL, asset VARCHAR NOT NULL, text VARCHAR NOT NULL, engineers VARCHAR NOT NULL, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(asset) REFERENCES asset (id));
CREATE TABLE ticket (number INTEGER NOT NULL, policy VARCHAR NOT NULL, policy_version VARCHAR NOT NULL, customer VARCHAR, site VARCHAR, contact VARCHAR, channel VARCHAR NOT NULL, catalog VARCHAR, kind VARCHAR NOT NULL, level VARCHAR NOT NULL, level_initial VARCHAR NOT NULL, severity VARCHAR, severity_initial VARCHAR, severity_chosen_by VARCHAR, status VARCHAR NOT NULL, mode VARCHAR NOT NULL, service_mode VARCHAR, title VARCHAR NOT NULL, description VARCHAR NOT NULL, lang VARCHAR NOT NULL, occurred_at INTEGER, reported_at INTEGER NOT NULL, owner VARCHAR, owner_initial VARCHAR, fault_class VARCHAR, need VARCHAR, visit_reason VARCHAR, scope VARCHAR, faq VARCHAR, training VARCHAR, inspection VARCHAR, advisory VARCHAR, checklist VARCHAR, duplicate_of INTEGER, about_ticket INTEGER, about_staff VARCHAR, feedback_kind VARCHAR, self_attempted BOOLEAN, out_of_hours BOOLEAN, engineer_on_site BOOLEAN, pre_acceptance BOOLEAN, clauses VARCHAR NOT NULL, next_due_at INTEGER, next_milestone VARCHAR, next_clause VARCHAR, last_seq INTEGER NOT NULL, changed_at INTEGER NOT NULL, called VARCHAR, external_id VARCHAR, next_warns_at INTEGER, paused_until INTEGER, follows INTEGER, closed_at INTEGER, PRIMARY KEY (number), FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(site) REFERENCES site (id), FOREIGN KEY(contact) REFERENCES contact (id), FOREIGN KEY(owner) REFERENCES staff (id), FOREIGN KEY(owner_initial) REFERENCES staff (id), FOREIGN KEY(faq) REFERENCES faq (id), FOREIGN KEY(training) REFERENCES training (id), FOREIGN KEY(inspection) REFERENCES inspection (id), FOREIGN KEY(advisory) REFERENCES advisory (id), FOREIGN KEY(duplicate_of) REFERENCES ticket (number), FOREIGN KEY(about_ticket) REFERENCES ticket (number), FOREIGN KEY(about_staff) REFERENCES staff (id), FOREIGN KEY(follows) REFERENCES ticket (number));
CREATE TABLE ticket_asset (ticket INTEGER NOT NULL, position INTEGER NOT NULL, asset VARCHAR NOT NULL,
  PRIMARY KEY (ticket, position), FOREIGN KEY(ticket) REFERENCES ticket (number), FOREIGN KEY(asset)
  REFERENCES asset (id));
CREATE TABLE training (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, site VARCHAR, topic VARCHAR NOT NULL,
  requested_at INTEGER NOT NULL, requested_for INTEGER, place VARCHAR, base_material VARCHAR,
  material_version VARCHAR, held_at INTEGER, trainer VARCHAR, attendees INTEGER, material_delivered_at
  INTEGER, delivered_to VARCHAR, ticket INTEGER, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer
  (id), FOREIGN KEY(site) REFERENCES site (id), FOREIGN KEY(base_material) REFERENCES course (id), FOREIGN
  KEY(trainer) REFERENCES staff (id), FOREIGN KEY(delivered_to) REFERENCES contact (id), FOREIGN KEY(ticket)
  REFERENCES ticket (number));
CREATE TABLE upgrade (ticket INTEGER NOT NULL, kind VARCHAR NOT NULL, system VARCHAR NOT NULL, from_version
  VARCHAR, to_version VARCHAR, window VARCHAR, "rollback" VARCHAR, fixes VARCHAR NOT NULL, fee FLOAT,
  PRIMARY KEY (ticket), FOREIGN KEY(ticket) REFERENCES ticket (number), FOREIGN KEY(system) REFERENCES asset
  (id));
CREATE TABLE vendor (id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR, support_phone VARCHAR, external_id VARCHAR, retired_at INTEGER, PRIMARY KEY (id));
CREATE TABLE visit (id VARCHAR NOT NULL, "of" VARCHAR NOT NULL, ticket INTEGER, customer VARCHAR,
  site VARCHAR, start INTEGER NOT NULL, "end" INTEGER, engineers VARCHAR NOT NULL, travel_minutes INTEGER,
  purpose VARCHAR, state VARCHAR NOT NULL, confirmed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(ticket) REFERENCES ticket (number), FOREIGN KEY(customer) REFERENCES customer (id),
  FOREIGN KEY(site) REFERENCES site (id), FOREIGN KEY(confirmed_by) REFERENCES contact (id));
CREATE INDEX action_contested ON action (ticket, seq) WHERE data LIKE '%"contested":%';
CREATE INDEX action_due ON action (event, ticket, seq, at) WHERE event IN ('business_informed', 'charge_agreed', 'charge_declined', 'charged', 'corrected', 'evaluated', 'evaluation_asked', 'faq_published', 'left_site', 'model_verified', 'part_expected', 'part_received', 'part_requested', 'paused', 'resolved', 'training_need_dismissed', 'training_suggested');
CREATE INDEX action_recorded ON action (recorded_at, ticket, seq);
CREATE INDEX action_tagged ON action (ticket, seq) WHERE event = 'tagged';
CREATE INDEX affected_site_site ON affected_site (site, ticket);
CREATE INDEX clock_due ON clock (outcome, due);
CREATE INDEX clock_opening ON clock (opens_at) WHERE opens_at IS NOT NULL;
CREATE INDEX clock_warns ON clock (outcome, warns_at, due) WHERE outcome = 'open';
CREATE INDEX ix_absence_staff ON absence (staff);
CREATE UNIQUE INDEX ix_asset_external_id ON asset (external_id);
CREATE INDEX ix_asset_serial ON asset (serial);
CREATE INDEX ix_asset_site ON asset (site);
CREATE INDEX ix_attachment_of ON attachment ("of");
CREATE INDEX ix_certificate_staff ON certificate (staff);
CREATE INDEX ix_contact_customer ON contact (customer);
CREATE INDEX ix_contact_email ON contact (email);
CREATE UNIQUE INDEX ix_contact_external_id ON contact (external_id);
CREATE INDEX ix_contact_phone ON contact (phone);
CREATE INDEX ix_contract_customer ON contract (customer);
CREATE UNIQUE INDEX ix_contract_external_id ON contract (external_id);
CREATE UNIQUE INDEX ix_customer_external_id ON customer (external_id);
CREATE UNIQUE INDEX ix_expert_external_id ON expert (external_id);
CREATE INDEX ix_inspection_customer ON inspection (customer);
CREATE INDEX ix_inspection_plan_site ON inspection_plan (site);
CREATE UNIQUE INDEX ix_loaner_external_id ON loaner (external_id);
CREATE INDEX ix_mail_message_id ON mail (message_id);
CREATE INDEX ix_mail_sha256 ON mail (sha256);
CREATE INDEX ix_outbox_message_id ON outbox (message_id);
CREATE UNIQUE INDEX ix_part_external_id ON part (external_id);
CREATE INDEX ix_recommendation_customer ON recommendation (customer);
CREATE INDEX ix_return_visit_customer ON return_visit (customer);
CREATE INDEX ix_roster_start ON roster (start);
CREATE INDEX ix_site_customer ON site (customer);
CREATE UNIQUE INDEX ix_site_external_id ON site (external_id);
CREATE INDEX ix_staff_email ON staff (email);
CREATE UNIQUE INDEX ix_staff_external_id ON staff (external_id);
CREATE INDEX ix_stock_move_loaner ON stock_move (loaner);
CREATE INDEX ix_stock_move_part ON stock_move (part);
CREATE INDEX ix_system_profile_asset ON system_profile (asset);
CREATE UNIQUE INDEX ix_ticket_external_id ON ticket (external_id);
CREATE INDEX ix_ticket_follows ON ticket (follows);
CREATE INDEX ix_training_customer ON training (customer);
CREATE UNIQUE INDEX ix_vendor_external_id ON vendor (external_id);
CREATE INDEX ix_visit_of ON visit ("of");
CREATE INDEX ix_visit_start ON visit (start);
CREATE INDEX outbox_waiting ON outbox (state, next_try);
CREATE INDEX report_at ON report (at, ticket, version);
CREATE INDEX ticket_asset_asset ON ticket_asset (asset, ticket);
CREATE INDEX ticket_catalog ON ticket (catalog, number) WHERE number > 0;
CREATE INDEX ticket_changed ON ticket (changed_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity);
CREATE INDEX ticket_channel ON ticket (channel, number) WHERE number > 0;
CREATE INDEX ticket_closed ON ticket (closed_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_contact ON ticket (contact, number);
CREATE INDEX ticket_customer ON ticket (customer, reported_at, number);
CREATE INDEX ticket_customer_changed ON ticket (customer, changed_at, number) WHERE changed_at > 0;
CREATE INDEX ticket_customer_closed ON ticket (customer, closed_at, number) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_customer_number ON ticket (customer, number) WHERE number > 0;
CREATE INDEX ticket_due ON ticket (next_due_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity) WHERE next_due_at IS NOT NULL;
CREATE INDEX ticket_emergency ON ticket (number) WHERE mode = 'emergency' AND status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_kind ON ticket (kind, number) WHERE number > 0;
CREATE INDEX ticket_open_changed ON ticket (changed_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity, status) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_closed ON ticket (closed_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity, status) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_customer ON ticket (customer, next_due_at, number) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_due ON ticket (next_due_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity, status) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_number ON ticket (number, customer, site, owner, contact, kind, catalog, channel, level, severity, status) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_owner ON ticket (owner, next_due_at, number) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_open_reported ON ticket (reported_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity, status) WHERE status NOT IN ('closed', 'closed_without_answer', 'duplicate', 'voided');
CREATE INDEX ticket_owner ON ticket (owner, number);
CREATE INDEX ticket_paused ON ticket (paused_until) WHERE paused_until IS NOT NULL;
CREATE INDEX ticket_questions ON ticket (reported_at, number) WHERE kind = 'question';
CREATE INDEX ticket_reported ON ticket (reported_at, number, customer, site, owner, contact, kind, catalog, channel, level, severity);
CREATE INDEX ticket_severity ON ticket (severity, number) WHERE number > 0;
CREATE INDEX ticket_site ON ticket (site, status);
CREATE INDEX ticket_status ON ticket (status, number);

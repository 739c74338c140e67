-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ticket_priority" AS ENUM ('low', 'normal', 'high', 'urgent');

-- CreateEnum
CREATE TYPE "ticket_status" AS ENUM ('new', 'claimed', 'waiting', 'snoozed', 'resolved');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'delivered', 'undelivered', 'retried');

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "registered_at" TIMESTAMPTZ(3),
    "tier" "ticket_priority" NOT NULL DEFAULT 'normal',
    "refuses_model" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "banned_at" TIMESTAMPTZ(3),
    "banned_by_id" UUID,
    "ban_told_in" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "known_name" TEXT,
    "locale" TEXT,
    "time_zone" TEXT,
    "chosen_locale" TEXT,
    "reachable" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "customer_id" UUID NOT NULL,
    "own_customer_id" UUID,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "form" JSONB NOT NULL,
    "flow" JSONB,
    "version" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "status" "ticket_status" NOT NULL DEFAULT 'new',
    "question" TEXT NOT NULL,
    "translated_from" TEXT,
    "translated_question" TEXT,
    "subject" TEXT,
    "priority" "ticket_priority" NOT NULL DEFAULT 'normal',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "locale" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL,
    "snoozed_until" TIMESTAMPTZ(3),
    "customer_reminded_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "first_due_at" TIMESTAMPTZ(3),
    "resolution_due_at" TIMESTAMPTZ(3),
    "clock" JSONB,
    "lease_from" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "rating" INTEGER,
    "rating_comment" TEXT,
    "rated_at" TIMESTAMPTZ(3),
    "texts_erased_at" TIMESTAMPTZ(3),
    "conversation_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "holder_id" UUID,
    "merged_into_id" UUID,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "author" TEXT NOT NULL,
    "manager_id" UUID,
    "audience" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "buttons" JSONB,
    "origin_channel" TEXT,
    "origin_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "revisions" JSONB NOT NULL DEFAULT '[]',
    "deleted_at" TIMESTAMPTZ(3),
    "translation" JSONB,
    "translating_id" UUID,
    "conversation_id" UUID NOT NULL,
    "ticket_id" UUID,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "media_type" TEXT,
    "bytes" BIGINT,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destinations" (
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT,
    "ticket_id" UUID,
    "follows" TEXT,
    "posted" TEXT,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "destinations_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "not_before" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "doubts" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(3),
    "receipt" JSONB,
    "confirms" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "message_id" UUID,
    "ticket_id" UUID,
    "conversation_id" UUID,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "articles" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "tags" TEXT[],
    "version_of_id" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID,
    "review_after" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "articles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_revisions" (
    "article_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "manager_id" UUID,
    "what" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "article_revisions_pkey" PRIMARY KEY ("article_id","number")
);

-- CreateTable
CREATE TABLE "phrasings" (
    "id" UUID NOT NULL,
    "article_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "phrasings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_vectors" (
    "model" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "vector" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_vectors_pkey" PRIMARY KEY ("model","hash")
);

-- CreateTable
CREATE TABLE "phrasing_candidates" (
    "id" UUID NOT NULL,
    "article_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phrasing_candidates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phrasing_signs" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "conversation_id" UUID,
    "manager_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phrasing_signs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestions" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "question" TEXT,
    "verdict" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "article_id" TEXT,
    "assisted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_articles" (
    "suggestion_id" UUID NOT NULL,
    "article_id" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "suggestion_articles_pkey" PRIMARY KEY ("suggestion_id","article_id")
);

-- CreateTable
CREATE TABLE "managers" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "admin" BOOLEAN NOT NULL DEFAULT false,
    "away_since" TIMESTAMPTZ(3),
    "away_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "managers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_links" (
    "token" TEXT NOT NULL,
    "admin" BOOLEAN NOT NULL,
    "manager_id" UUID,
    "invited_by_id" UUID,
    "name" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token" TEXT NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "manager_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "browser" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "team_audit" (
    "id" BIGSERIAL NOT NULL,
    "by_id" UUID,
    "manager_id" UUID,
    "what" TEXT NOT NULL,
    "about" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_accounts" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "password" TEXT NOT NULL,
    "identity_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_sessions" (
    "token" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_sessions_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "token" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "who" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("who")
);

-- CreateTable
CREATE TABLE "timers" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "timers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" UUID NOT NULL,
    "manager_id" UUID,
    "what" TEXT NOT NULL,
    "facts" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultations" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "ticket_id" UUID,
    "manager_id" UUID,
    "wanted" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "sent" TEXT,
    "received" TEXT,
    "answer" JSONB,
    "tokens_sent" INTEGER NOT NULL DEFAULT 0,
    "tokens_received" INTEGER NOT NULL DEFAULT 0,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "consultations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_keys" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_keys_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "links" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "offered_by" UUID NOT NULL,
    "entered_by" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_audit" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "other_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,
    "removals" JSONB NOT NULL DEFAULT '[]',
    "position" BIGINT,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_readings" (
    "channel" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_readings_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "problems" (
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "told" TEXT,

    CONSTRAINT "problems_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "model_usage" (
    "day" DATE NOT NULL,
    "tokens" BIGINT NOT NULL,

    CONSTRAINT "model_usage_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "report_schedules" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "weekday" INTEGER,
    "hour" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "mailbox" TEXT,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parked_events" (
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parked_events_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "identities_customer_id_idx" ON "identities"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_channel_external_id_key" ON "identities"("channel", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_identity_id_key" ON "conversations"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets"("number");

-- CreateIndex
CREATE INDEX "tickets_conversation_id_opened_at_idx" ON "tickets"("conversation_id", "opened_at");

-- CreateIndex
CREATE INDEX "tickets_customer_id_idx" ON "tickets"("customer_id");

-- CreateIndex
CREATE INDEX "tickets_status_opened_at_idx" ON "tickets"("status", "opened_at");

-- CreateIndex
CREATE INDEX "tickets_opened_at_idx" ON "tickets"("opened_at");

-- CreateIndex
CREATE INDEX "tickets_answered_at_idx" ON "tickets"("answered_at");

-- CreateIndex
CREATE INDEX "tickets_resolved_at_idx" ON "tickets"("resolved_at");

-- CreateIndex
CREATE INDEX "tickets_merged_into_id_idx" ON "tickets"("merged_into_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_position_key" ON "messages"("position");

-- CreateIndex
CREATE INDEX "messages_conversation_id_position_idx" ON "messages"("conversation_id", "position");

-- CreateIndex
CREATE INDEX "messages_ticket_id_position_idx" ON "messages"("ticket_id", "position");

-- CreateIndex
CREATE INDEX "messages_origin_channel_origin_id_idx" ON "messages"("origin_channel", "origin_id");

-- CreateIndex
CREATE INDEX "attachments_message_id_idx" ON "attachments"("message_id");

-- CreateIndex
CREATE INDEX "attachments_channel_external_id_idx" ON "attachments"("channel", "external_id");

-- CreateIndex
CREATE INDEX "destinations_posted_idx" ON "destinations"("posted");

-- CreateIndex
CREATE INDEX "destinations_follows_idx" ON "destinations"("follows");

-- CreateIndex
CREATE INDEX "deliveries_message_id_idx" ON "deliveries"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_destination_seq_key" ON "deliveries"("destination", "seq");

-- CreateIndex
CREATE INDEX "articles_version_of_id_idx" ON "articles"("version_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "phrasings_article_id_text_key" ON "phrasings"("article_id", "text");

-- CreateIndex
CREATE INDEX "phrasing_candidates_state_created_at_idx" ON "phrasing_candidates"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "phrasing_candidates_article_id_text_key" ON "phrasing_candidates"("article_id", "text");

-- CreateIndex
CREATE INDEX "phrasing_signs_conversation_id_idx" ON "phrasing_signs"("conversation_id");

-- CreateIndex
CREATE INDEX "phrasing_signs_kind_at_idx" ON "phrasing_signs"("kind", "at");

-- CreateIndex
CREATE UNIQUE INDEX "phrasing_signs_candidate_id_kind_conversation_id_key" ON "phrasing_signs"("candidate_id", "kind", "conversation_id");

-- CreateIndex
CREATE INDEX "suggestions_conversation_id_created_at_idx" ON "suggestions"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "suggestions_created_at_idx" ON "suggestions"("created_at");

-- CreateIndex
CREATE INDEX "suggestion_articles_article_id_idx" ON "suggestion_articles"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "managers_channel_external_id_key" ON "managers"("channel", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_id_key" ON "sessions"("id");

-- CreateIndex
CREATE INDEX "team_audit_at_idx" ON "team_audit"("at");

-- CreateIndex
CREATE INDEX "sessions_manager_id_idx" ON "sessions"("manager_id");

-- CreateIndex
CREATE UNIQUE INDEX "timers_subject_kind_key" ON "timers"("subject", "kind");

-- CreateIndex
CREATE INDEX "audit_ticket_id_id_idx" ON "audit"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "audit_what_at_idx" ON "audit"("what", "at");

-- CreateIndex
CREATE INDEX "consultations_conversation_id_idx" ON "consultations"("conversation_id");

-- CreateIndex
CREATE INDEX "consultations_ticket_id_idx" ON "consultations"("ticket_id");

-- CreateIndex
CREATE INDEX "inbound_keys_at_idx" ON "inbound_keys"("at");

-- CreateIndex
CREATE UNIQUE INDEX "links_code_key" ON "links"("code");

-- CreateIndex
CREATE INDEX "links_offered_by_idx" ON "links"("offered_by");

-- CreateIndex
CREATE INDEX "identity_audit_conversation_id_at_idx" ON "identity_audit"("conversation_id", "at");

-- CreateIndex
CREATE INDEX "identity_audit_other_id_idx" ON "identity_audit"("other_id");

-- CreateIndex
CREATE UNIQUE INDEX "erasures_number_key" ON "erasures"("number");

-- CreateIndex
CREATE INDEX "erasures_why_position_idx" ON "erasures"("why", "position");

-- CreateIndex
CREATE UNIQUE INDEX "web_accounts_login_key" ON "web_accounts"("login");

-- CreateIndex
CREATE UNIQUE INDEX "web_accounts_identity_id_key" ON "web_accounts"("identity_id");

-- CreateIndex
CREATE INDEX "customer_sessions_account_id_idx" ON "customer_sessions"("account_id");

-- CreateIndex
CREATE INDEX "password_resets_account_id_idx" ON "password_resets"("account_id");

-- CreateIndex
CREATE INDEX "sign_in_attempts_last_at_idx" ON "sign_in_attempts"("last_at");

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_banned_by_id_fkey" FOREIGN KEY ("banned_by_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_destination_fkey" FOREIGN KEY ("destination") REFERENCES "destinations"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_version_of_id_fkey" FOREIGN KEY ("version_of_id") REFERENCES "articles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_revisions" ADD CONSTRAINT "article_revisions_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_revisions" ADD CONSTRAINT "article_revisions_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrasings" ADD CONSTRAINT "phrasings_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrasing_candidates" ADD CONSTRAINT "phrasing_candidates_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrasing_signs" ADD CONSTRAINT "phrasing_signs_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "phrasing_candidates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrasing_signs" ADD CONSTRAINT "phrasing_signs_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phrasing_signs" ADD CONSTRAINT "phrasing_signs_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestion_articles" ADD CONSTRAINT "suggestion_articles_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestion_articles" ADD CONSTRAINT "suggestion_articles_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "managers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_audit" ADD CONSTRAINT "team_audit_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_audit" ADD CONSTRAINT "team_audit_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit" ADD CONSTRAINT "audit_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit" ADD CONSTRAINT "audit_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateEnum
CREATE TYPE "incident_state" AS ENUM ('open', 'resolving', 'stopped', 'resolved');

-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "phrasings" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" "incident_state" NOT NULL DEFAULT 'open',
    "telling" BOOLEAN NOT NULL DEFAULT true,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" UUID,
    "answer" JSONB,
    "resolved_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_tickets" (
    "ticket_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_tickets_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "incident_followers" (
    "incident_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_followers_pkey" PRIMARY KEY ("incident_id","conversation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incidents_number_key" ON "incidents"("number");

-- CreateIndex
CREATE INDEX "incidents_state_idx" ON "incidents"("state");

-- CreateIndex
CREATE INDEX "incident_tickets_incident_id_idx" ON "incident_tickets"("incident_id");

-- CreateIndex
CREATE INDEX "incident_followers_conversation_id_idx" ON "incident_followers"("conversation_id");

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_followers" ADD CONSTRAINT "incident_followers_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_followers" ADD CONSTRAINT "incident_followers_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "web_accounts" ADD CONSTRAINT "web_accounts_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_sessions" ADD CONSTRAINT "customer_sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "web_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "web_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Only what is open has no answer yet, and only what is over has an end.
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_answered" CHECK (("state" = 'open') = ("answer" IS NULL));
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_over" CHECK (("state" = 'resolved') = ("resolved_at" IS NOT NULL));

-- What waits to be said is few among all that was: the worker and its sweep look only there.
CREATE INDEX "deliveries_pending" ON "deliveries"("destination", "seq") WHERE "state" = 'pending';

-- What was refused and not sent again is fewer still: its list reads the latest.
CREATE INDEX "deliveries_undelivered" ON "deliveries"("created_at", "seq") WHERE "state" = 'undelivered';

-- What is open is few among all that was: the queue, what a manager holds and the threads that are followed are looked for only there.
CREATE INDEX "tickets_open" ON "tickets"("opened_at", "number") WHERE "status" <> 'resolved';

-- The lists of the staff desk, and how long each is.
CREATE INDEX "tickets_held" ON "tickets"("holder_id", "opened_at", "number") WHERE "status" NOT IN ('new', 'resolved');
CREATE INDEX "tickets_due" ON "tickets"((CASE WHEN "answered_at" IS NULL THEN coalesce("first_due_at", "resolution_due_at") ELSE "resolution_due_at" END), "number")
  WHERE "status" IN ('new', 'claimed');

-- Words are looked for by their beginnings, with or without the marks on their letters. An index is made without a search path, so none of these can call another.
CREATE FUNCTION desk_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT translate(lower(words), 'ăâáàäîíïșşțţéèêëóòôöőúùûüűçñ@._-+/', 'aaaaaiiisstteeeeooooouuuuucn      ') $$;
CREATE FUNCTION desk_words(question text, subject text, tags text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_tsvector('simple'::regconfig, translate(lower(left(question, 20000) || ' ' || coalesce(subject, '') || ' ' || coalesce(array_to_string(tags, ' '), '')), 'ăâáàäîíïșşțţéèêëóòôöőúùûüűçñ@._-+/', 'aaaaaiiisstteeeeooooouuuuucn      ')) $$;
CREATE FUNCTION desk_names(name text, email text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_tsvector('simple'::regconfig, translate(lower(coalesce(name, '') || ' ' || coalesce(email, '')), 'ăâáàäîíïșşțţéèêëóòôöőúùûüűçñ@._-+/', 'aaaaaiiisstteeeeooooouuuuucn      ')) $$;
CREATE INDEX "tickets_words" ON "tickets" USING gin (desk_words("question", "subject", "tags"));
CREATE INDEX "customers_names" ON "customers" USING gin (desk_names("name", "email"));
CREATE INDEX "identities_names" ON "identities" USING gin (desk_names("known_name", NULL));

-- What a manager did last is looked for by the manager.
CREATE INDEX "audit_by_manager" ON "audit"("manager_id", "at") WHERE "manager_id" IS NOT NULL;

-- Whoever forgot their login asks for a new password by their e-mail address, in whichever case they type it.
CREATE INDEX "customers_email" ON "customers"(lower("email")) WHERE "email" IS NOT NULL;

-- What changed in a chat: each open page asks for it whenever something is said there.
CREATE INDEX "messages_edited" ON "messages"("conversation_id", "edited_at") WHERE "edited_at" IS NOT NULL;
CREATE INDEX "messages_deleted" ON "messages"("conversation_id", "deleted_at") WHERE "deleted_at" IS NOT NULL;

-- What waits for its translation is hardly ever more than a few messages.
CREATE INDEX "messages_translating" ON "messages"("translating_id") WHERE "translating_id" IS NOT NULL;

-- What the figures count of a period: who wrote in it, and what the FAQ solved in it.
CREATE INDEX "messages_from_customers" ON "messages"("created_at") INCLUDE ("conversation_id") WHERE "author" = 'customer';
CREATE INDEX "suggestions_solved" ON "suggestions"("settled_at") WHERE "verdict" IN ('solved', 'assumed', 'not');

//! Every way in which a provider says no that we can tell apart, as a table: what it answers, and what that means.
//! The words of each answer carry a mark and the key, so that a leak of either is seen.

use hatchery::domain::Provider;
use hatchery::provider::Verdict;
use serde_json::{Value, json};

use super::key;
use crate::fakes::providers::Behaviour;

/// Stands in everything that a provider says to a person.
pub const MARK: &str = "UPSTREAM-WORDS";

pub struct Row {
    pub name: &'static str,
    pub answer: Behaviour,
    pub means: Verdict,
}

fn row(name: &'static str, answer: Behaviour, means: Verdict) -> Row {
    Row { name, answer, means }
}

/// A text as a provider would write it, with the key in it.
fn said(provider: Provider, text: &str) -> String {
    format!("{text} {MARK} ({})", key(provider))
}

pub fn refusals(provider: Provider) -> Vec<Row> {
    let mut rows = match provider {
        Provider::Anthropic => anthropic(),
        Provider::OpenAi => openai(),
        Provider::OpenRouter => openrouter(),
        Provider::Gemini => gemini(),
        Provider::Echo => Vec::new(),
    };
    rows.extend(anybody());
    rows
}

/// Answers of whatever stands between us and the provider.
fn anybody() -> Vec<Row> {
    use Verdict::*;
    vec![
        row("a bare 403 page", Behaviour::html(403), Unreachable),
        row("a bare 404 page", Behaviour::html(404), Unreachable),
        row("a bare 429 page", Behaviour::html(429), RateLimited),
        row("a bare 500", Behaviour::empty(500), Overloaded),
        row("a bare 502 page", Behaviour::html(502), Overloaded),
        row("a bare 400 page", Behaviour::html(400), Unreachable),
        row("a bare 402", Behaviour::empty(402), NoCredit),
        row("a redirect", Behaviour::empty(302).with("location", "http://127.0.0.1:9/"), Unreachable),
        row("a login page", Behaviour::html(200), Unreachable),
        row("nothing", Behaviour::empty(200), Unreachable),
        row("half a JSON", Behaviour::text(200, "application/json", "{\"type\":\"mess"), Unreachable),
        row("somebody else's JSON", Behaviour::json(200, json!({ "hello": MARK })), Unreachable),
        row("a list", Behaviour::json(200, json!([])), Unreachable),
        row("too much", Behaviour::text(200, "application/json", format!("\"{}\"", "x".repeat(400_000))), Unreachable),
        row("too much of an error", Behaviour::text(403, "text/html", "x".repeat(400_000)), Unreachable),
    ]
}

fn anthropic() -> Vec<Row> {
    use Verdict::*;
    let error = |status, kind: &str, text: &str, code: Option<&str>| {
        let mut error = json!({ "type": kind, "message": said(Provider::Anthropic, text) });
        if let Some(code) = code {
            error["details"] = json!({ "error_code": code });
        }
        Behaviour::json(status, json!({ "type": "error", "error": error, "request_id": "req_011" }))
            .with("request-id", "req_011")
    };
    let bad = "invalid_request_error";
    let limit = "rate_limit_error";
    vec![
        row("a wrong key", error(401, "authentication_error", "invalid x-api-key", None), BadKey),
        row("no credit", error(400, bad, "Your credit balance is too low to access", None), NoCredit),
        row("no credit, by its type", error(402, "billing_error", "Billing", None), NoCredit),
        row("own spend limit", error(400, bad, "You have reached your specified API usage limits.", None), NoCredit),
        row("monthly cap", error(429, limit, "Limit", Some("enforced_spend_limit_reached")), NoCredit),
        row("contract cap", error(429, limit, "Limit", Some("contract_spend_limit_reached")), NoCredit),
        row("a rate limit", error(429, limit, "Slow", None).with("retry-after", "60"), RateLimited),
        row("a rate limit without a time", error(429, limit, "Slow", None), RateLimited),
        row("growing too fast", error(429, limit, "Slow", Some("ramp_limit_exceeded")), RateLimited),
        row("organisation off", error(400, bad, "This organization has been disabled.", None), AccountDisabled),
        row("organisation held", error(400, bad, "On hold", Some("organization_on_hold")), AccountDisabled),
        row("no permission", error(403, "permission_error", "No", None), NotPermitted),
        row("an unknown model", error(404, "not_found_error", "model: x", None), ModelUnavailable),
        row("a key of Claude Code", error(400, bad, "No", Some("claude_code_key_creator_not_member")), WrongKeyKind),
        row("a blocked region", error(403, "forbidden", "Request not allowed", None), RegionBlocked),
        row("overloaded", error(529, "overloaded_error", "Overloaded", None), Overloaded),
        row("a fault of theirs", error(500, "api_error", "Internal", None), Overloaded),
        row("too slow", error(504, "timeout_error", "Timeout", None), Overloaded),
        row("a request of ours that is wrong", error(400, bad, "max_tokens: wrong", None), Unreachable),
        row("an error inside a good answer", error(200, "overloaded_error", "Overloaded", None), Overloaded),
    ]
}

fn openai() -> Vec<Row> {
    use Verdict::*;
    let error = |status, kind: &str, code: Value, text: &str| {
        let text = said(Provider::OpenAi, text);
        Behaviour::json(status, json!({ "error": { "message": text, "type": kind, "param": null, "code": code } }))
            .with("x-request-id", "req_abc")
    };
    let bad = "invalid_request_error";
    let quota = "insufficient_quota";
    let none = Value::Null;
    let mut rows = vec![
        row("a wrong key", error(401, bad, "invalid_api_key".into(), "Incorrect API key provided"), BadKey),
        row("a closed account", error(401, bad, "account_deactivated".into(), "Closed"), AccountDisabled),
        row("a scope short", error(401, bad, none.clone(), "Missing scopes: model.request"), NotPermitted),
        row(
            "a scope short, forbidden",
            error(403, bad, none.clone(), "Missing scopes: api.responses.write"),
            NotPermitted,
        ),
        row("an address list", error(401, bad, none.clone(), "IP not authorized"), Unreachable),
        row(
            "no organisation",
            error(401, bad, none.clone(), "You must be a member of an organization to use the API"),
            NotPermitted,
        ),
        row(
            "a blocked region",
            error(403, "request_forbidden", "unsupported_country_region_territory".into(), "No"),
            RegionBlocked,
        ),
        row(
            "a blocked region, by its text",
            error(403, "request_forbidden", none.clone(), "Country, region, or territory not supported"),
            RegionBlocked,
        ),
        row("another region's key", error(403, bad, "data_residency_mismatch".into(), "No"), NotPermitted),
        row("an unknown model", error(404, bad, "model_not_found".into(), "No such model"), ModelUnavailable),
        row("a forbidden model", error(403, bad, "model_not_found".into(), "No access"), ModelUnavailable),
        row("a quota without a code", error(429, quota, none.clone(), "You exceeded"), NoCredit),
        row("a rate limit", error(429, "requests", "rate_limit_exceeded".into(), "Slow"), RateLimited),
        row("growing too fast", error(429, "rate_limit_error", "slow_down".into(), "Slow"), RateLimited),
        row("any other 429", error(429, "tokens", "something_new".into(), "Slow"), RateLimited),
        row("overloaded", error(503, "service_unavailable_error", "server_is_overloaded".into(), "Busy"), Overloaded),
        row("a forbidden we do not know", error(403, bad, none.clone(), "No"), Unreachable),
        row(
            "a failed answer with status 200",
            Behaviour::json(
                200,
                json!({ "object": "response", "status": "failed",
                    "error": { "code": "server_error", "message": said(Provider::OpenAi, "Sorry") } }),
            ),
            Overloaded,
        ),
    ];
    let codes = [
        "insufficient_quota",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "billing_not_active",
        "billing_hard_limit_reached",
    ];
    rows.extend(codes.map(|code| row(code, error(429, "billing", code.into(), "Pay"), NoCredit)));
    rows
}

fn openrouter() -> Vec<Row> {
    use Verdict::*;
    let error = |status: u16, text: &str, more: Value| {
        let mut error = json!({ "code": status, "message": said(Provider::OpenRouter, text) });
        for (name, value) in more.as_object().into_iter().flatten() {
            error[name] = value.clone();
        }
        json!({ "error": error })
    };
    let plain = |status, text: &str, more: Value| Behaviour::json(status, error(status, text, more));
    let kind = |kind: &str| json!({ "metadata": { "error_type": kind } });
    let source = |source: &str| json!({ "metadata": { "limit_source": source } });
    let availability = |code: &str| json!({ "availability": { "code": code } });
    vec![
        row("a wrong key", plain(401, "User not found", kind("authentication")), BadKey),
        row("a wrong key, the old way", plain(401, "No auth credentials found", json!({})), BadKey),
        row("no credit", plain(402, "Insufficient credits", source("openrouter_credits")), NoCredit),
        row("a spent key", plain(402, "Key limit", source("openrouter_key_limit")), NoCredit),
        row("too dear", plain(402, "You can only afford 20", kind("payment_required")), NoCredit),
        row("too much at once", plain(402, "Wait", kind("in_flight_budget_exhausted")), RateLimited),
        row("too much at once, by source", plain(402, "Wait", source("openrouter_in_flight_budget")), RateLimited),
        row("a 402 to come back to", plain(402, "Wait", json!({})).with("retry-after", "60"), RateLimited),
        row("a capped key", plain(403, "Key limit exceeded (monthly limit)", json!({})), NoCredit),
        row("a capped workspace", plain(403, "No", source("workspace_budget")), NoCredit),
        row("a cap with a date", plain(403, "No", json!({ "metadata": { "resets_at": "2026-12-01" } })), NoCredit),
        row("a guardrail", plain(403, "No", kind("permission_denied")), NotPermitted),
        row("a blocked region", plain(403, "No", availability("region_restricted")), RegionBlocked),
        row("a rate limit", plain(429, "Slow", kind("rate_limit_exceeded")), RateLimited),
        row(
            "a rate limit behind it",
            plain(429, "Slow", json!({ "metadata": { "provider_code": "rate_limited" } })),
            Overloaded,
        ),
        row("too slow", plain(408, "Timeout", json!({})), Overloaded),
        row("provider down", plain(502, "Down", kind("provider_unavailable")), Overloaded),
        row("provider overloaded", plain(503, "Busy", kind("provider_overloaded")), Overloaded),
        row("privacy settings", plain(404, "No endpoints", availability("privacy_restricted")), NotPermitted),
        row("an old model", plain(404, "No endpoints", availability("model_deprecated")), ModelUnavailable),
        row("an unknown endpoint", plain(404, "No endpoints found", json!({})), ModelUnavailable),
        row("an unknown model", plain(400, "x is not a valid model ID", json!({})), ModelUnavailable),
        row("an error with status 200", Behaviour::json(200, error(502, "Down", json!({}))), Overloaded),
        row("no credit with status 200", Behaviour::json(200, error(402, "Pay", json!({}))), NoCredit),
    ]
}

fn gemini() -> Vec<Row> {
    use Verdict::*;
    let error = |code: u16, status: &str, reason: &str, text: &str| {
        let details = match reason {
            "" => json!([]),
            reason => json!([
                { "@type": "type.googleapis.com/google.rpc.Help" },
                { "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com",
                    "metadata": { "consumer": said(Provider::Gemini, "projects/1") } },
            ]),
        };
        let text = said(Provider::Gemini, text);
        json!({ "error": { "code": code, "message": text, "status": status, "details": details } })
    };
    let plain = |code, status: &str, reason: &str, text: &str| Behaviour::json(code, error(code, status, reason, text));
    let denied = "PERMISSION_DENIED";
    let spent = "RESOURCE_EXHAUSTED";
    vec![
        row("a wrong key", plain(400, "INVALID_ARGUMENT", "API_KEY_INVALID", "API key not valid"), BadKey),
        row("a wrong auth key", plain(401, "UNAUTHENTICATED", "ACCESS_TOKEN_TYPE_UNSUPPORTED", "No"), BadKey),
        row("no credentials", plain(401, "UNAUTHENTICATED", "", "No"), BadKey),
        row("a leaked key", plain(403, denied, "", "Your API key was reported as leaked."), BadKey),
        row("a suspended project", plain(403, denied, "CONSUMER_SUSPENDED", "Suspended"), AccountDisabled),
        row("a restricted key", plain(403, denied, "API_KEY_SERVICE_BLOCKED", "Blocked"), NotPermitted),
        row("the API switched off", plain(403, denied, "SERVICE_DISABLED", "Off"), NotPermitted),
        row("an address list", plain(403, denied, "API_KEY_IP_ADDRESS_BLOCKED", "Your IP"), NotPermitted),
        row("no credit", plain(402, spent, "", "Prepaid credit"), NoCredit),
        row(
            "a paid model without paying",
            plain(429, spent, "", "Quota exceeded: generate_content_free_tier_requests, limit: 0"),
            ModelUnavailable,
        ),
        row("a rate limit", plain(429, spent, "", "Quota exceeded: free_tier, limit: 20"), RateLimited),
        row("a blocked region", plain(400, "FAILED_PRECONDITION", "", "User location is not supported"), RegionBlocked),
        row("an unknown model", plain(404, "NOT_FOUND", "", "models/x is not found"), ModelUnavailable),
        row("overloaded", plain(503, "UNAVAILABLE", "", "Overloaded"), Overloaded),
        row("too slow", plain(504, "DEADLINE_EXCEEDED", "", "Slow"), Overloaded),
        row("a fault of theirs", plain(500, "INTERNAL", "", "Internal"), Overloaded),
        row("a request of ours that is wrong", plain(400, "INVALID_ARGUMENT", "", "Wrong"), Unreachable),
        row(
            "an error in a list",
            Behaviour::json(400, json!([error(400, "INVALID_ARGUMENT", "API_KEY_INVALID", "No")])),
            BadKey,
        ),
    ]
}

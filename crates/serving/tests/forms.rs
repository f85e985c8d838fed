//! All forms contain the same headers.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use serving::forms::{AUTHORITIES, CAMPAIGN, FOLDER, apache, apache_site, caddy, cloudfront, netlify, nginx};
use serving::rules::{EVERYWHERE, ROUTER, TYPES};
use serving::{Hosting, Kind};

/// One file of each kind and place.
const PATHS: [&str; 8] = [
    "/",
    "/index.html",
    "/config.json",
    "/sms-dashboard.js",
    "/sms-dashboard.d.ts",
    "/custom-elements.json",
    "/LICENSE",
    "/assets/app-0123456789abcdef.wasm",
];

fn hosting() -> Hosting {
    Hosting::new(["'self'", "https://portal.example"], ["https://api.example"]).unwrap()
}

/// The headers that a file at `path` should have.
fn wanted(path: &str) -> BTreeMap<String, String> {
    let everywhere = EVERYWHERE.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let own = Kind::of(path).headers(&hosting()).into_iter().map(|(name, value)| (name.to_owned(), value));
    everywhere.chain(own).collect()
}

#[test]
fn netlify_and_cloudflare_send_each_header_once() {
    let text = netlify(&hosting());
    let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("  ") {
            Some(header) => {
                let (name, value) = header.split_once(": ").unwrap();
                rules.last_mut().unwrap().1.push((name.to_owned(), value.to_owned()));
            }
            None => rules.push((line.to_owned(), Vec::new())),
        }
    }
    for path in PATHS {
        let fits = |rule: &str| rule.strip_suffix('*').map_or(rule == path, |start| path.starts_with(start));
        let headers: Vec<_> =
            rules.iter().filter(|(rule, _)| fits(rule)).flat_map(|(_, headers)| headers.clone()).collect();
        let once: BTreeMap<_, _> = headers.iter().cloned().collect();
        assert_eq!(once.len(), headers.len(), "{path}: a header of two rules is sent twice");
        assert_eq!(once, wanted(path), "{path}");
    }
}

/// Whether a path pattern of CloudFront, where `*` stands for anything, fits.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((start, rest)) => path.strip_prefix(start).is_some_and(|tail| {
            (0..=tail.len()).any(|skipped| tail.is_char_boundary(skipped) && fits(rest, &tail[skipped..]))
        }),
    }
}

/// The headers of a policy of CloudFront.
fn of_policy(config: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let security = &config["SecurityHeadersConfig"];
    let mut headers = BTreeMap::new();
    assert!(security["ContentTypeOptions"]["Override"] == true);
    headers.insert("X-Content-Type-Options".to_owned(), "nosniff".to_owned());
    headers.insert("Referrer-Policy".to_owned(), text(&security["ReferrerPolicy"]["ReferrerPolicy"]));
    if let Some(policy) = security.get("ContentSecurityPolicy") {
        headers.insert("Content-Security-Policy".to_owned(), text(&policy["ContentSecurityPolicy"]));
    }
    if let Some(cors) = config.get("CorsConfig") {
        headers.insert("Access-Control-Allow-Origin".to_owned(), text(&cors["AccessControlAllowOrigins"]["Items"][0]));
    }
    for item in config["CustomHeadersConfig"]["Items"].as_array().unwrap() {
        headers.insert(text(&item["Header"]), text(&item["Value"]));
    }
    headers
}

#[test]
fn cloudfront_chooses_the_headers_by_path_at_the_root_and_below() {
    let template: Value = serde_json::from_str(&cloudfront(&hosting())).unwrap();
    let resources = &template["Resources"];
    let distribution = &resources["Distribution"]["Properties"]["DistributionConfig"];
    let behaviors = distribution["CacheBehaviors"].as_array().unwrap();
    for path in PATHS.iter().flat_map(|path| [(*path).to_owned(), format!("/a/b{path}")]) {
        let found = behaviors.iter().find(|behavior| fits(behavior["PathPattern"].as_str().unwrap(), &path));
        let behavior = found.unwrap_or(&distribution["DefaultCacheBehavior"]);
        let policy = behavior["ResponseHeadersPolicyId"]["Ref"].as_str().unwrap();
        let mut headers = of_policy(&resources[policy]["Properties"]["ResponseHeadersPolicyConfig"]);
        let response = &behavior["FunctionAssociations"][1];
        assert_eq!(response["EventType"], "viewer-response");
        let function = response["FunctionARN"]["Fn::GetAtt"][0].as_str().unwrap();
        let code = resources[function]["Properties"]["FunctionCode"].as_str().unwrap();
        assert!(code.contains("response.headers['vary'] = { value: 'Accept-Encoding' }"), "{path}");
        if let Some((_, rest)) = code.split_once("response.headers['cache-control'] = { value: '") {
            headers.insert("Cache-Control".to_owned(), rest.split('\'').next().unwrap().to_owned());
        }
        assert_eq!(headers, wanted(&path), "{path}");
    }
    let choose = resources["ChooseFile"]["Properties"]["FunctionCode"].as_str().unwrap();
    assert!(
        choose.contains(r"if (/\/(config\.json|LICENSE|README\.md)$/.test(request.uri)) return request;"),
        "{choose}"
    );
    let api = behaviors.iter().find(|behavior| behavior["PathPattern"] == ROUTER).unwrap();
    assert_eq!(api["TargetOriginId"], "campaign");
    let policy = &resources["Api"]["Properties"]["ResponseHeadersPolicyConfig"];
    assert_eq!(of_policy(policy)["Cache-Control"], "no-store");
}

/// Collects the names under `Ref` and `Fn::GetAtt`.
fn named(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "Ref" => drop(names.insert(value.as_str().unwrap().to_owned())),
                    "Fn::GetAtt" => drop(names.insert(value[0].as_str().unwrap().to_owned())),
                    _ => named(value, names),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| named(value, names)),
        _ => {}
    }
}

#[test]
fn the_template_defines_what_it_refers_to_and_uses_what_it_defines() {
    let template: Value = serde_json::from_str(&cloudfront(&Hosting::default())).unwrap();
    let mut names = BTreeSet::new();
    named(&template, &mut names);
    let has = |name: &String| template["Resources"].get(name).is_some() || template["Parameters"].get(name).is_some();
    assert!(names.iter().all(has), "{names:?}");
    for resource in template["Resources"].as_object().unwrap().keys() {
        let is_used = names.contains(resource) || matches!(resource.as_str(), "Distribution" | "FilesPolicy");
        assert!(is_used, "{resource}");
    }
}

/// Campaign refuses calls from pages that it did not serve, so the forms that forward remove the page's origin.
#[test]
fn every_form_that_forwards_removes_the_pages_origin() {
    let drops: [(String, [&str; 2]); 4] = [
        (nginx(&hosting()), ["proxy_set_header Origin", "proxy_set_header Referer"]),
        (caddy(&hosting()), ["header_up -Origin", "header_up -Referer"]),
        (apache_site(), ["RequestHeader unset Origin", "RequestHeader unset Referer"]),
        (cloudfront(&hosting()), ["delete request.headers.origin;", "delete request.headers.referer;"]),
    ];
    for (form, lines) in drops {
        for line in lines {
            assert!(form.contains(line), "{line} is missing in {form}");
        }
    }
}

/// The headers that nginx adds, and the values of its maps.
#[test]
fn nginx_names_every_header_in_one_place() {
    let text = nginx(&hosting());
    let lines: Vec<_> = text.lines().filter_map(|line| line.split_once("add_header ")).collect();
    assert!(lines.iter().all(|(before, _)| *before == "    "), "a block with headers of its own loses the others");
    let names: BTreeSet<_> = lines.iter().map(|(_, rest)| rest.split(' ').next().unwrap().to_owned()).collect();
    let mut expected: BTreeSet<String> = PATHS.iter().flat_map(|path| wanted(path).into_keys()).collect();
    expected.extend(["Allow", "Content-Encoding", "Last-Modified", "Vary"].map(str::to_owned));
    assert_eq!(names, expected);
    for value in PATHS.iter().flat_map(|path| wanted(path).into_values()) {
        assert!(text.contains(&format!("\"{value}\"")), "{value}");
    }
}

#[test]
fn caddy_and_apache_name_every_header_with_its_values() {
    for path in PATHS {
        for (name, value) in wanted(path) {
            let quoted = format!("{name} \"{value}\"");
            let bare = format!("{name} {value}\n");
            let caddy = caddy(&hosting());
            assert!(caddy.contains(&quoted) || caddy.contains(&bare), "{quoted}");
            assert!(apache(&hosting()).contains(&format!("Header always set {quoted}")), "{quoted}");
        }
    }
}

#[test]
fn blocks_are_closed_and_placeholders_exist() {
    let (nginx, caddy, apache, site) = (nginx(&hosting()), caddy(&hosting()), apache(&hosting()), apache_site());
    for text in [&nginx, &caddy] {
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
    assert_eq!(apache.matches("<FilesMatch").count(), apache.matches("</FilesMatch>").count());
    for text in [&nginx, &caddy, &site] {
        assert!(text.contains(CAMPAIGN) && text.contains(ROUTER) && text.contains(FOLDER), "{text}");
    }
    for text in [&nginx, &caddy, &apache] {
        for (ending, kind) in TYPES {
            assert!(text.contains(kind) && text.contains(&format!(".{ending}")), "{ending}");
        }
    }
    assert!(nginx.contains(AUTHORITIES) && site.contains(AUTHORITIES));
    assert!(nginx.contains("proxy_ssl_verify on;") && site.contains("SSLProxyVerify require"));
}

#[test]
fn the_guide_shows_the_headers_as_they_are() {
    let guide = include_str!("../../../docs/deploying.md");
    assert!(guide.contains(&format!("\nContent-Security-Policy: {}\n", Hosting::default().policy())));
    for (name, value) in EVERYWHERE {
        assert!(guide.contains(&format!("{name}: {value}")), "{name}: {value}");
    }
}

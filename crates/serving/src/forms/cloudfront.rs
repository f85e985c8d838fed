//! A CloudFormation template: Amazon CloudFront in front of a bucket.

use serde_json::{Value, json};

use super::{CAMPAIGN, accepts};
use crate::rules::{
    ASSETS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_COMPRESSED_FORMS, WITHOUT_ENDING,
};
use crate::{Hosting, Kind};

/// Amazon's own policy for answers that are never cached at the edge.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// Amazon's own policy for answers that are cached as long as their headers allow.
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/// Amazon's own policy that forwards everything except the host name.
const ALL_BUT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/// A whole template in JSON: bucket, distribution, header policies, and the functions that run at the edge.
pub fn cloudfront(hosting: &Hosting) -> String {
    let template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Serves the SMS dashboard's files from a bucket behind CloudFront and forwards its calls to Campaign. No test \
                        runs this template: check the distribution with cargo xtask check-headers. Upload as docs/deploying.md \
                        says: the compressed files need their Content-Type and Content-Encoding.",
        "Parameters": {
            "Campaign": {
                "Type": "String",
                "Default": CAMPAIGN,
                "Description": "The host of the Campaign instance. Its certificate is checked."
            }
        },
        "Resources": resources(hosting),
        "Outputs": {
            "Address": { "Value": { "Fn::Sub": "https://${Distribution.DomainName}/" } },
            "Files": { "Value": { "Ref": "Files" } }
        }
    });
    format!("{template:#}\n")
}

fn resources(hosting: &Hosting) -> Value {
    // The policy also applies to missing files, so a function sets the caching of existing ones.
    let mut asset = Kind::Asset.headers(hosting);
    asset.retain(|(name, _)| *name != "Cache-Control");
    json!({
        "Files": { "Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain" },
        "FilesPolicy": files_policy(),
        "Access": {
            "Type": "AWS::CloudFront::OriginAccessControl",
            "Properties": { "OriginAccessControlConfig": {
                "Name": name("files"),
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4"
            } }
        },
        "Page": policy("page", &Kind::Page.headers(hosting)),
        "Settings": policy("settings", &Kind::Settings.headers(hosting)),
        "Open": policy("open", &Kind::Open.headers(hosting)),
        "Asset": policy("asset", &asset),
        "Api": policy("api", &[("Cache-Control", NOT_KEPT.to_owned())]),
        "ChooseFile": function("choose-file", "Index pages, and the compressed file that the browser accepts", &choose_file()),
        "KeepAsset": function("keep-asset", "Existing assets are cached for ever", &keep_asset()),
        "SayVary": function("say-vary", "Files depend on the encodings that the browser accepts", SAY_VARY),
        "MakeCookie": function("make-cookie", "The session of the call as the cookie that Campaign needs", MAKE_COOKIE),
        "Distribution": distribution()
    })
}

/// Only CloudFront may read the bucket. Without the right to list it, a missing file would be a 403.
fn files_policy() -> Value {
    let distribution = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}";
    json!({
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": { "Ref": "Files" },
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "cloudfront.amazonaws.com" },
                    "Action": ["s3:GetObject", "s3:ListBucket"],
                    "Resource": [{ "Fn::GetAtt": ["Files", "Arn"] }, { "Fn::Sub": "${Files.Arn}/*" }],
                    "Condition": { "StringEquals": { "AWS:SourceArn": { "Fn::Sub": distribution } } }
                }]
            }
        }
    })
}

fn distribution() -> Value {
    let asked = |pattern, policy| behavior(pattern, policy, CACHING_DISABLED, "SayVary");
    let (settings, assets) = (format!("*/{SETTINGS}"), format!("*/{ASSETS}/*"));
    let files = json!({
        "Id": "files",
        "DomainName": { "Fn::GetAtt": ["Files", "RegionalDomainName"] },
        "OriginAccessControlId": { "Ref": "Access" },
        "S3OriginConfig": { "OriginAccessIdentity": "" }
    });
    let campaign = json!({
        "Id": "campaign",
        "DomainName": { "Ref": "Campaign" },
        "CustomOriginConfig": {
            "OriginProtocolPolicy": "https-only",
            "OriginSSLProtocols": ["TLSv1.2"],
            "OriginReadTimeout": 60
        }
    });
    json!({
        "Type": "AWS::CloudFront::Distribution",
        "Properties": { "DistributionConfig": {
            "Comment": "SMS dashboard",
            "Enabled": true,
            "HttpVersion": "http2and3",
            "Origins": [files, campaign],
            "DefaultCacheBehavior": asked(None, "Open"),
            "CacheBehaviors": [
                calls(),
                behavior(Some(&assets), "Asset", CACHING_OPTIMIZED, "KeepAsset"),
                asked(Some(&settings), "Settings"),
                asked(Some("*.html"), "Page"),
                asked(Some("*/"), "Page")
            ],
            // A missing file may be uploaded at any moment.
            "CustomErrorResponses": [
                { "ErrorCode": 403, "ErrorCachingMinTTL": 0 },
                { "ErrorCode": 404, "ErrorCachingMinTTL": 0 }
            ]
        } }
    })
}

/// The headers and the caching of the files at `pattern`, and the function `response` that runs on their answers.
fn behavior(pattern: Option<&str>, policy: &str, caching: &str, response: &str) -> Value {
    let mut behavior = json!({
        "TargetOriginId": "files",
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": ["GET", "HEAD"],
        "Compress": false,
        "CachePolicyId": caching,
        "ResponseHeadersPolicyId": { "Ref": policy },
        "FunctionAssociations": [
            { "EventType": "viewer-request", "FunctionARN": { "Fn::GetAtt": ["ChooseFile", "FunctionARN"] } },
            { "EventType": "viewer-response", "FunctionARN": { "Fn::GetAtt": [response, "FunctionARN"] } }
        ]
    });
    if let Some(pattern) = pattern {
        behavior["PathPattern"] = json!(pattern);
    }
    behavior
}

/// The calls to Campaign. CloudFront has no shorter list of methods with POST.
fn calls() -> Value {
    json!({
        "PathPattern": ROUTER,
        "TargetOriginId": "campaign",
        "ViewerProtocolPolicy": "https-only",
        "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        "Compress": false,
        "CachePolicyId": CACHING_DISABLED,
        "OriginRequestPolicyId": ALL_BUT_HOST,
        "ResponseHeadersPolicyId": { "Ref": "Api" },
        "FunctionAssociations": [
            { "EventType": "viewer-request", "FunctionARN": { "Fn::GetAtt": ["MakeCookie", "FunctionARN"] } }
        ]
    })
}

fn name(part: &str) -> Value {
    json!({ "Fn::Sub": format!("${{AWS::StackName}}-{part}") })
}

/// A policy of headers. CloudFront accepts some of them only in special fields.
fn policy(part: &str, headers: &[(&str, String)]) -> Value {
    let mut config = json!({
        "Name": name(part),
        "SecurityHeadersConfig": {
            "ContentTypeOptions": { "Override": true },
            "ReferrerPolicy": { "ReferrerPolicy": "no-referrer", "Override": true }
        }
    });
    let everywhere = EVERYWHERE.map(|(name, value)| (name, value.to_owned()));
    let mut items = Vec::new();
    for (name, value) in everywhere.iter().chain(headers) {
        match *name {
            "X-Content-Type-Options" | "Referrer-Policy" => {}
            "Content-Security-Policy" => {
                config["SecurityHeadersConfig"]["ContentSecurityPolicy"] =
                    json!({ "ContentSecurityPolicy": value, "Override": true });
            }
            "Access-Control-Allow-Origin" => {
                config["CorsConfig"] = json!({
                    "AccessControlAllowCredentials": false,
                    "AccessControlAllowHeaders": { "Items": ["*"] },
                    "AccessControlAllowMethods": { "Items": ["GET", "HEAD"] },
                    "AccessControlAllowOrigins": { "Items": [value] },
                    "OriginOverride": true
                });
            }
            name => items.push(json!({ "Header": name, "Value": value, "Override": true })),
        }
    }
    config["CustomHeadersConfig"] = json!({ "Items": items });
    json!({
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": { "ResponseHeadersPolicyConfig": config }
    })
}

fn function(part: &str, comment: &str, code: &str) -> Value {
    json!({
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": name(part),
            "AutoPublish": true,
            "FunctionConfig": { "Comment": comment, "Runtime": "cloudfront-js-2.0" },
            "FunctionCode": code
        }
    })
}

/// Runs before the cache lookup, so that CloudFront caches each encoding separately. The files of
/// [`WITHOUT_COMPRESSED_FORMS`] have no encodings.
fn choose_file() -> String {
    let endings = TYPES.map(|(ending, _)| format!("\\.{ending}")).join("|");
    format!(
        "function handler(event) {{\n\
         \x20 var request = event.request;\n\
         \x20 var header = request.headers['accept-encoding'];\n\
         \x20 var accepted = header ? header.value : '';\n\
         \x20 if (request.uri.endsWith('/')) request.uri += 'index.html';\n\
         \x20 if (/({endings}|\\/{WITHOUT_ENDING})$/.test(request.uri)) {{\n\
         \x20   if (/\\/({plain})$/.test(request.uri)) return request;\n\
         \x20   if (/{br}/i.test(accepted)) request.uri += '.br';\n\
         \x20   else if (/{gzip}/i.test(accepted)) request.uri += '.gz';\n\
         \x20 }} else {{\n\
         \x20   request.uri = '/missing';\n\
         \x20 }}\n\
         \x20 return request;\n\
         }}\n",
        plain = WITHOUT_COMPRESSED_FORMS.join("|").replace('.', r"\."),
        br = accepts("br"),
        gzip = accepts("gzip"),
    )
}

/// CloudFront does not run it for errors (400 and above).
fn keep_asset() -> String {
    format!(
        "function handler(event) {{\n\
         \x20 var response = event.response;\n\
         \x20 response.headers['cache-control'] = {{ value: '{IMMUTABLE}' }};\n\
         \x20 response.headers['vary'] = {{ value: 'Accept-Encoding' }};\n\
         \x20 return response;\n\
         }}\n"
    )
}

const SAY_VARY: &str = "function handler(event) {\n\
    \x20 var response = event.response;\n\
    \x20 response.headers['vary'] = { value: 'Accept-Encoding' };\n\
    \x20 return response;\n\
    }\n";

const MAKE_COOKIE: &str = "function handler(event) {\n\
    \x20 var request = event.request;\n\
    \x20 if (request.method !== 'POST') return { statusCode: 405, headers: { allow: { value: 'POST' } } };\n\
    \x20 var session = request.headers['x-session-token'];\n\
    \x20 if (session && session.value) request.cookies['__sessiontoken'] = { value: session.value };\n\
    \x20 // Campaign refuses calls from pages that it did not serve.\n\
    \x20 delete request.headers.origin;\n\
    \x20 delete request.headers.referer;\n\
    \x20 return request;\n\
    }\n";

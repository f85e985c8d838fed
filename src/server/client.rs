//! A call to Campaign: made once, and repeated when it is lost if its kind allows this.

use campaign::{
    access::Access,
    retry::{Lost, retry_after_ms, wait_ms},
    soap::{Call, Failure, read_answer},
    xml::Element,
};
use gloo_timers::future::TimeoutFuture;
use js_sys::Math;

use super::transport;
use crate::{clock, error::Error, host::Host};

/// The return values of `call`, made under `base`. With `once` there is one attempt, because the server is known not to
/// answer.
///
/// # Errors
/// The error of the last attempt.
pub async fn carry_out(
    host: Host,
    base: &str,
    call: &Call,
    access: &Access,
    once: bool,
) -> Result<Vec<Element>, Error> {
    let kind = call.kind();
    let mut n_attempts = 0;
    loop {
        n_attempts += 1;
        let (error, lost) = match transport::post(host, base, call.request(access), kind.limit_ms()).await {
            Ok(answer) => match read_answer(call.method, answer.status, &answer.body) {
                Ok(values) => return Ok(values),
                Err(Failure::Http(status)) => {
                    let asked = answer.retry_after.and_then(|header| retry_after_ms(&header, clock::now()?));
                    (Error::Failure(Failure::Http(status)), Lost::Status(status, asked))
                }
                Err(failure) => return Err(Error::Failure(failure)),
            },
            Err(error) if error.is_silence() => (error, Lost::Silence),
            Err(error) => return Err(error),
        };
        let wait = if once { None } else { wait_ms(kind, n_attempts, lost, Math::random() as f32) };
        let Some(wait) = wait else {
            let is_barred = error == Error::Unreachable
                && base.starts_with("http")
                && host.function("fetch").is_none()
                && transport::is_there(base).await;
            return Err(if is_barred { Error::CrossOrigin } else { error });
        };
        TimeoutFuture::new(wait).await;
    }
}

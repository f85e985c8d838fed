//! Checks the host name and the connection.

use hyper_util::client::proxy::matcher::Matcher;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use crate::finding::Report;
use crate::instance::Instance;
use crate::upstream::{CONNECT_LIMIT, Trouble};

pub async fn examine(report: &mut Report<'_>, instance: &Instance) -> Option<()> {
    if goes_through_a_proxy(instance) {
        report.warning(
            "The environment names a proxy (HTTPS_PROXY): the connection goes through it, and so do those of serve --campaign.",
            "Put the host into NO_PROXY if it can be reached directly.",
        );
        return Some(());
    }
    let (host, port) = (instance.host(), instance.port());
    let addresses: Vec<_> = match lookup_host((host, port)).await {
        Ok(addresses) => addresses.collect(),
        Err(error) => {
            let trouble = Trouble::of_name(host, &error.to_string());
            report.problem(trouble.what, trouble.remedy);
            return None;
        }
    };
    let list = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    if list != host {
        report.ok(format!("The name {host} is known: {list}."));
    }
    match timeout(CONNECT_LIMIT, TcpStream::connect(addresses.as_slice())).await {
        Ok(Ok(_)) => {
            report.ok(format!("Port {port} of {host} takes connections."));
            Some(())
        }
        Ok(Err(error)) => {
            let trouble = Trouble::of_io(&error, instance);
            let other =
                || (format!("No connection to port {port} of {host}: {error}."), "Check host and port.".to_owned());
            let (what, remedy) = trouble.map_or_else(other, |trouble| (trouble.what, trouble.remedy));
            report.problem(what, remedy);
            None
        }
        Err(_) => {
            report.problem(
                format!("{host} does not answer on port {port} at all."),
                "Check the port, and whether a firewall blocks it or a VPN is needed.",
            );
            None
        }
    }
}

fn goes_through_a_proxy(instance: &Instance) -> bool {
    let address = instance.at("/").as_str().parse().ok();
    !instance.is_local() && address.is_some_and(|address| Matcher::from_env().intercept(&address).is_some())
}

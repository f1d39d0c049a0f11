//! The line itself: over TLS with a certificate that is good, good for a few days only, over, or of nobody that anybody
//! knows; and one on which answers take long.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use hatchery::findings::{Finding, Health};
use hatchery::verify::{client, origin};
use nix::sys::signal::Signal;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{HTTP, Site, not_good, seen};
use crate::process::program::Settings;

/// X.690: a part with its tag and its length.
fn der(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let inside = parts.concat();
    let length = inside.len();
    let head = match length {
        short @ ..=0x7f => vec![tag, short as u8],
        middle @ ..=0xff => vec![tag, 0x81, middle as u8],
        long => vec![tag, 0x82, (long >> 8) as u8, long as u8],
    };
    [head, inside].concat()
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    der(0x30, parts)
}

/// RFC 5280, for 127.0.0.1: signed by itself, good until then.
fn certificate(until: DateTime<Utc>) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let chance = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &chance).expect("a key");
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &chance).expect("a key");
    let id = |bytes: &[u8]| der(0x06, &[bytes.to_vec()]);
    let ecdsa_with_sha256 = sequence(&[id(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])]);
    let ec_public_key = id(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]);
    let p256 = id(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
    let common_name = sequence(&[id(&[0x55, 0x04, 0x03]), der(0x0c, &[b"hatchery".to_vec()])]);
    let name = sequence(&[der(0x31, &[common_name])]);
    let time = |at: DateTime<Utc>| der(0x17, &[at.format("%y%m%d%H%M%SZ").to_string().into_bytes()]);
    let public = der(0x03, &[[vec![0], key.public_key().as_ref().to_vec()].concat()]);
    let addresses = sequence(&[der(0x87, &[vec![127, 0, 0, 1]])]);
    let names = sequence(&[id(&[0x55, 0x1d, 0x11]), der(0x04, &[addresses])]);
    let to_be_signed = sequence(&[
        der(0xa0, &[der(0x02, &[vec![2]])]),
        der(0x02, &[vec![1]]),
        ecdsa_with_sha256.clone(),
        name.clone(),
        sequence(&[time(until - chrono::Duration::days(90)), time(until)]),
        name,
        sequence(&[sequence(&[ec_public_key, p256]), public]),
        der(0xa3, &[sequence(&[names])]),
    ]);
    let signature = key.sign(&chance, &to_be_signed).expect("signed");
    let signed = der(0x03, &[[vec![0], signature.as_ref().to_vec()].concat()]);
    let certificate = sequence(&[to_be_signed, ecdsa_with_sha256, signed]);
    (certificate.into(), PrivatePkcs8KeyDer::from(pkcs8.as_ref().to_vec()).into())
}

/// What a proxy with TLS does in front of this address.
async fn over_tls(to: SocketAddr, certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> String {
    let config =
        ServerConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let config = config.expect("versions").with_no_client_auth().with_single_cert(vec![certificate], key);
    let acceptor = TlsAcceptor::from(Arc::new(config.expect("a certificate and its key")));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut near) = acceptor.accept(near).await else { return };
                let mut far = TcpStream::connect(to).await.expect("the real one listens");
                let _ = copy_bidirectional(&mut near, &mut far).await;
            });
        }
    });
    format!("https://{address}")
}

/// What is seen through a certificate with so many days left, by whom it is trusted or not.
async fn through(site: &Site, days: i64, is_trusted: bool) -> Vec<Finding> {
    let (certificate, key) = certificate(Utc::now() + chrono::Duration::days(days) + chrono::Duration::hours(1));
    let root = reqwest::Certificate::from_der(&certificate).expect("it reads");
    let address = over_tls(site.address, certificate, key).await;
    let http = client().no_proxy();
    let http = if is_trusted { http.add_root_certificate(root) } else { http };
    let url = origin(&address).expect("an origin");
    seen(&Settings::new(), &http.build().expect("a client"), &url).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_good_has_few_days_left_is_over_or_is_nobodys() {
    let Some(site) = Site::start(false).await else { return };
    for (days, is_trusted, health, says) in [
        (60, true, Health::Good, "good for 60 more days, until 20"),
        (5, true, Health::Note, "good for 5 more days, until 20"),
        (-1, true, Health::Bad, "no line can be made"),
        (60, false, Health::Bad, "no line can be made"),
    ] {
        let findings = through(&site, days, is_trusted).await;
        let line = &findings[0];
        assert_eq!((line.what.as_str(), line.health), ("TLS", health), "{}", line.says);
        assert!(line.says.contains(says), "{}", line.says);
        assert_eq!(findings.len() > 3, health != Health::Bad, "nothing is asked on a line that others can answer on");
    }
    site.program.leaves(Signal::SIGTERM).await;
}

/// Somebody who says that he is alive, after so long.
async fn slow(pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut heard = vec![0; 4096];
                while let Ok(read @ 1..) = near.read(&mut heard).await {
                    if heard[..read].starts_with(b"GET /health HTTP") {
                        tokio::time::sleep(pause).await;
                    }
                    let _ = near.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
                }
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_take_long_are_seen() {
    for (pause, health) in [(0, Health::Good), (350, Health::Note), (1050, Health::Bad)] {
        let address = slow(Duration::from_millis(pause)).await;
        let http = client().no_proxy().build().expect("a client");
        let findings = seen(&Settings::new(), &http, &origin(&address).expect("an origin")).await;
        let line = findings.iter().find(|it| it.what == "response time").expect("a line");
        assert_eq!(line.health, health, "{pause}: {}", line.says);
        assert!(not_good(&findings).contains(&HTTP));
    }
}

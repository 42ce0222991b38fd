//! A name server on this machine that answers as a test wants it, by UDP and TCP on one port (RFC 1035 §4).

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, UdpSocket};

/// What it does with a question.
#[derive(Debug, Clone)]
pub enum Manner {
    /// Text records of the name that was asked for.
    Texts(Vec<String>),
    /// There is no such name (3), or it could not find out (2).
    Code(u8),
    /// The name refers to another one, which has this text.
    Refers(&'static str, String),
    /// The datagram is cut; this is the whole answer, by TCP.
    Cut(String),
    /// First another answer with this text, under another id, from somebody who cannot see the question; then "there is none".
    Forged(String),
    /// An answer about another name with this text.
    Other(&'static str, String),
    /// Nothing.
    Silent,
}

/// A name server that runs until the test ends.
#[derive(Clone)]
pub struct NameServer {
    pub address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    /// How it was asked, and for what: `"udp _lanyard-challenge.rp.example TXT"`.
    asked: Arc<Mutex<Vec<String>>>,
}

impl NameServer {
    pub async fn start() -> Self {
        // One port for both; it is free for either more often than not.
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
                break (udp, tcp);
            }
        };
        let server = Self {
            address: udp.local_addr().unwrap(),
            manner: Arc::new(Mutex::new(Manner::Silent)),
            asked: Arc::default(),
        };
        let own = server.clone();
        tokio::spawn(async move {
            let mut octets = [0; 2_048];
            while let Ok((length, from)) = udp.recv_from(&mut octets).await {
                for answer in own.answers(&octets[..length], "udp") {
                    udp.send_to(&answer, from).await.unwrap();
                }
            }
        });
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = tcp.accept().await {
                let own = own.clone();
                tokio::spawn(async move {
                    while let Ok(length) = stream.read_u16().await {
                        let mut question = vec![0; length.into()];
                        stream.read_exact(&mut question).await?;
                        for answer in own.answers(&question, "tcp") {
                            stream
                                .write_u16(u16::try_from(answer.len()).unwrap())
                                .await?;
                            stream.write_all(&answer).await?;
                        }
                    }
                    std::io::Result::Ok(())
                });
            }
        });
        server
    }

    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
        self.asked.lock().unwrap().clear();
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn answers(&self, question: &[u8], way: &str) -> Vec<Vec<u8>> {
        let asked = Question::read(question);
        let kind = if asked.kind == TXT { "TXT" } else { "?" };
        let told = format!("{way} {} {kind}", asked.name.to_ascii_lowercase());
        self.asked.lock().unwrap().push(told);
        let own = |text: &String| record(&asked.name, TXT, &strings(text));
        let manner = self.manner.lock().unwrap().clone();
        match &manner {
            Manner::Texts(texts) => {
                let records: Vec<_> = texts.iter().map(own).collect();
                vec![asked.answer(0, &records)]
            }
            Manner::Code(code) => vec![asked.answer(*code, &[])],
            Manner::Refers(other, text) => {
                let alias = record(&asked.name, CNAME, &wire(other));
                let there = record(other, TXT, &strings(text));
                vec![asked.answer(0, &[alias, there])]
            }
            Manner::Cut(text) if way == "tcp" => vec![asked.answer(0, &[own(text)])],
            Manner::Cut(_) => {
                let mut cut = asked.answer(0, &[]);
                cut[2] |= 0b10;
                vec![cut]
            }
            Manner::Forged(text) => {
                let mut forged = asked.answer(0, &[own(text)]);
                forged[0] ^= 0x5a;
                let id = [forged[0], forged[1]];
                assert_ne!(id[..], question[..2]);
                vec![forged, asked.answer(3, &[])]
            }
            Manner::Other(name, text) => {
                let other = Question {
                    name: (*name).to_owned(),
                    ..asked
                };
                let there = record(name, TXT, &strings(text));
                vec![other.answer(0, &[there])]
            }
            Manner::Silent => Vec::new(),
        }
    }
}

const TXT: u16 = 16;
const CNAME: u16 = 5;

struct Question {
    id: [u8; 2],
    name: String,
    kind: u16,
}

impl Question {
    fn read(octets: &[u8]) -> Self {
        let (mut labels, mut at) = (Vec::new(), 12);
        while octets[at] != 0 {
            let end = at + 1 + usize::from(octets[at]);
            labels.push(String::from_utf8(octets[at + 1..end].to_vec()).unwrap());
            at = end;
        }
        Self {
            id: [octets[0], octets[1]],
            name: labels.join("."),
            kind: u16::from_be_bytes([octets[at + 1], octets[at + 2]]),
        }
    }

    fn answer(&self, code: u8, records: &[Vec<u8>]) -> Vec<u8> {
        let count = u8::try_from(records.len()).unwrap();
        let head = [0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0];
        let kind = self.kind.to_be_bytes();
        let question = [&wire(&self.name)[..], &kind, &[0, 1]].concat();
        [&self.id[..], &head, &question, &records.concat()].concat()
    }
}

fn wire(name: &str) -> Vec<u8> {
    let labels = name.split('.').flat_map(|label| {
        let length = u8::try_from(label.len()).unwrap();
        [&[length][..], label.as_bytes()].concat()
    });
    labels.chain([0]).collect()
}

/// A text in strings of 255 octets at the most.
fn strings(text: &str) -> Vec<u8> {
    let pieces = text.as_bytes().chunks(255);
    pieces
        .flat_map(|piece| [&[u8::try_from(piece.len()).unwrap()][..], piece].concat())
        .collect()
}

fn record(name: &str, kind: u16, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    let kind = kind.to_be_bytes();
    [&wire(name)[..], &kind, &[0, 1, 0, 0, 0, 60], &length, value].concat()
}

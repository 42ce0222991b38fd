//! The operator's logo: a file by setting, read and checked at the start, served by us at an address that changes with it.

use std::io::Read as _;
use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use image::ImageFormat;

/// The most bytes of a logo: it is on every page.
const MAX_BYTES: usize = 64 * 1024;

/// A picture as browsers get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The file.
    pub bytes: Bytes,
    /// `"image/png"`
    pub media_type: &'static str,
    /// First digits of its SHA-256, for its address.
    pub hash: String,
}

/// Why a file is no logo.
#[derive(Debug, thiserror::Error)]
pub enum LogoError {
    /// It is not there, or this process may not read it.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// It is a directory, a pipe or a device.
    #[error("it is no file")]
    NoFile,
    /// It is too long to be on every page.
    #[error("it has more than {} kB", MAX_BYTES / 1024)]
    TooLarge,
    /// It is none of the kinds that every browser shows.
    #[error("it is no PNG, JPEG, WebP or SVG picture")]
    NoPicture,
}

impl LogoError {
    /// What to do about it.
    pub(super) fn fix(&self) -> String {
        match self {
            Self::Unreadable(_) | Self::NoFile => "name a file that this user may read".into(),
            Self::TooLarge => format!("make it smaller than {} kB", MAX_BYTES / 1024),
            Self::NoPicture => "save it as PNG or SVG".into(),
        }
    }
}

impl Logo {
    /// The logo in this file.
    ///
    /// # Errors
    /// Why the file is none.
    pub fn read(path: &Path) -> Result<Self, LogoError> {
        let file = std::fs::File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(LogoError::NoFile);
        }
        let mut bytes = Vec::new();
        // Whatever the name leads to, no more is read.
        file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > MAX_BYTES {
            return Err(LogoError::TooLarge);
        }
        let media_type = kind(&bytes).ok_or(LogoError::NoPicture)?;
        let sum = digest(&SHA256, &bytes);
        let hash = sum.as_ref().iter().take(8);
        Ok(Self {
            hash: hash.map(|byte| format!("{byte:02x}")).collect(),
            bytes: bytes.into(),
            media_type,
        })
    }

    /// Where browsers find it.
    pub fn path(&self) -> String {
        format!("/brand/{}/logo", self.hash)
    }

    /// Where browsers find it as the icon of their tab.
    pub fn icon_path(&self) -> String {
        format!("/brand/{}/icon", self.hash)
    }
}

/// The media type, by how the file begins.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => Some("image/png"),
        Ok(ImageFormat::Jpeg) => Some("image/jpeg"),
        Ok(ImageFormat::WebP) => Some("image/webp"),
        _ => {
            let text = std::str::from_utf8(bytes).ok()?;
            let text = text.trim_start_matches('\u{feff}').trim_start();
            let xml = text.starts_with("<?xml") || text.starts_with("<!--");
            (text.starts_with("<svg") || (xml && text.contains("<svg"))).then_some("image/svg+xml")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_a_small_picture_of_a_known_kind() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("logo");
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            Logo::read(&path)
        };
        let svg = b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>";
        assert_eq!(read(svg).unwrap().media_type, "image/svg+xml");
        let png = read(b"\x89PNG\r\n\x1a\nrest").unwrap();
        assert_eq!((png.media_type, png.hash.len()), ("image/png", 16));
        assert_eq!(png.path(), format!("/brand/{}/logo", png.hash));
        for junk in [&b"<html><svg>"[..], b"", b"GIF89a", b"\xff\xfe"] {
            assert!(matches!(read(junk), Err(LogoError::NoPicture)), "{junk:?}");
        }
        let long = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; MAX_BYTES]].concat();
        assert!(matches!(read(&long), Err(LogoError::TooLarge)));
        let nowhere = Logo::read(Path::new("/nowhere/logo.png"));
        assert!(matches!(nowhere, Err(LogoError::Unreadable(_))));
        // One that never ends, and one that is none.
        for no_file in [Path::new("/dev/zero"), directory.path()] {
            assert!(matches!(Logo::read(no_file), Err(LogoError::NoFile)));
        }
    }
}

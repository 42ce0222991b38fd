//! Pictures people bring along, of apps and of themselves: decoded within limits and written anew, so that nothing of the file that
//! came is ever served (attack row XS-05).

use std::io::Cursor;
use std::sync::LazyLock;
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Scaling;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits, Rgb, RgbImage,
};
use tokio::sync::Semaphore;

/// The most bytes of a picture that is read: what the camera of a phone writes.
pub const LARGEST: usize = 8 << 20;
/// The most pixels on either side of a picture.
pub const LONGEST_SIDE: u32 = 4_096;
/// The most memory a decoder may take: a picture of that size.
const MEMORY: u64 = 80 << 20;
/// The most bytes of a picture that is kept.
pub const KEPT: usize = 64 * 1024;

/// How many pictures are decoded at once: each takes up to 80 MB while it is, and as much again when it has to be turned.
const AT_ONCE: usize = 1;
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// How long a picture waits for those before it; so many are held at once as the limit of uploads says.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a picture becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PNG of the shape it has, as transparent as it is: of an app.
    Logo,
    /// A square JPEG, cut from the middle: of a person.
    Portrait,
}

impl Kind {
    /// The sides it is tried with, in pixels: the largest that fits is kept.
    fn sides(self) -> [u32; 4] {
        match self {
            Self::Logo => [192, 128, 96, 64],
            Self::Portrait => [320, 256, 192, 96],
        }
    }
}

/// Why a picture is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotAPicture {
    #[error("Choose a picture of at most {} MB", LARGEST >> 20)]
    TooLarge,
    #[error("Choose a PNG, JPEG or WebP file. SVG and other kinds are not taken")]
    OtherKind,
    #[error("Choose a picture of at most {LONGEST_SIDE} pixels on either side")]
    TooManyPixels,
    #[error("The picture cannot be read. Save it anew as PNG, then choose that file")]
    Broken,
    #[error("Another picture is being read. Try again in a moment")]
    Busy,
}

/// The picture in a PNG, JPEG or WebP file, written anew. It is done on a thread of its own, one at a time.
///
/// # Errors
/// [`NotAPicture`].
pub async fn taken(file: Vec<u8>, kind: Kind) -> Result<Vec<u8>, NotAPicture> {
    let place = tokio::time::timeout(PATIENCE, PLACES.acquire()).await;
    let Ok(Ok(place)) = place else {
        return Err(NotAPicture::Busy);
    };
    let work = tokio::task::spawn_blocking(move || {
        // Kept until it is done, also when nobody waits for it any more.
        let _place = place;
        written_anew(&file, kind)
    });
    // A decoder that gives up on a picture has not read it.
    work.await.unwrap_or(Err(NotAPicture::Broken))
}

/// As [`taken`], on this thread: it takes a while, and never happens on one that answers requests.
///
/// # Errors
/// [`NotAPicture`].
pub fn written_anew(file: &[u8], kind: Kind) -> Result<Vec<u8>, NotAPicture> {
    if file.len() > LARGEST {
        return Err(NotAPicture::TooLarge);
    }
    let picture = decoded(file)?;
    for side in kind.sides() {
        let written = match kind {
            Kind::Logo => png(&picture, side),
            Kind::Portrait => jpeg(&picture, side),
        }
        .map_err(|_| NotAPicture::Broken)?;
        if written.len() <= KEPT {
            return Ok(written);
        }
    }
    Err(NotAPicture::Broken)
}

/// The picture as it is looked at: cameras write it as they were held, and how that was beside it.
fn decoded(file: &[u8]) -> Result<DynamicImage, NotAPicture> {
    let format = image::guess_format(file).map_err(|_| NotAPicture::OtherKind)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
    ) {
        return Err(NotAPicture::OtherKind);
    }
    let refused = |error| match error {
        ImageError::Limits(_) => NotAPicture::TooManyPixels,
        _ => NotAPicture::Broken,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    if decoder.total_bytes() > MEMORY {
        return Err(NotAPicture::TooManyPixels);
    }
    let orientation = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    if let Ok(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn png(picture: &DynamicImage, side: u32) -> Result<Vec<u8>, ImageError> {
    let small = match picture.width().max(picture.height()) > side {
        true => picture.thumbnail(side, side).into_rgba8(),
        false => picture.to_rgba8(),
    };
    let (mut written, (width, height)) = (Vec::new(), small.dimensions());
    PngEncoder::new_with_quality(&mut written, CompressionType::Best, FilterType::Adaptive)
        .write_image(small.as_raw(), width, height, ExtendedColorType::Rgba8)?;
    Ok(written)
}

fn jpeg(picture: &DynamicImage, side: u32) -> Result<Vec<u8>, ImageError> {
    const QUALITY: u8 = 85;
    let side = side.min(picture.width().min(picture.height()).max(1));
    let small = picture.resize_to_fill(side, side, Scaling::Triangle);
    let small = on_white(&small);
    let (mut written, (width, height)) = (Vec::new(), small.dimensions());
    JpegEncoder::new_with_quality(&mut written, QUALITY).write_image(
        small.as_raw(),
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(written)
}

/// JPEG knows nothing transparent.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, a] = picture.get_pixel(x, y).0.map(u32::from);
        let mixed = |c: u32| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX);
        Rgb([mixed(r), mixed(g), mixed(b)])
    })
}

#[cfg(test)]
mod tests {
    use image::RgbaImage;

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        // Noise: nothing that could be packed.
        let mut state = 7_u32;
        let noise = RgbaImage::from_fn(width, height, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = state.to_be_bytes();
            image::Rgba([a, b, c, 255])
        });
        let picture = DynamicImage::from(noise);
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::from(picture.into_rgb8()),
            _ => picture,
        };
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn xs_05_every_kind_becomes_a_small_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            for (width, height) in [(1, 1), (48, 48), (400, 100)] {
                let png = written_anew(&file(width, height, format), Kind::Logo).unwrap();
                assert!(png.len() <= KEPT, "{format:?}");
                assert_eq!(image::guess_format(&png).unwrap(), ImageFormat::Png);
                let kept = image::load_from_memory(&png).unwrap();
                assert!(kept.width() <= 192 && kept.height() <= 192);
            }
        }
    }

    #[test]
    fn xs_05_a_portrait_becomes_a_small_square_jpeg() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            for (width, height, side) in [(1, 1, 1), (1, 700, 1), (48, 64, 48), (800, 600, 320)] {
                let jpeg = written_anew(&file(width, height, format), Kind::Portrait).unwrap();
                assert!(jpeg.len() <= KEPT, "{format:?}");
                assert_eq!(image::guess_format(&jpeg).unwrap(), ImageFormat::Jpeg);
                let kept = image::load_from_memory(&jpeg).unwrap();
                assert_eq!(kept.width(), kept.height());
                assert!(kept.width() <= side, "{width} × {height}: {}", kept.width());
            }
        }
        let mut clear = Cursor::new(Vec::new());
        DynamicImage::from(RgbaImage::new(9, 9))
            .write_to(&mut clear, ImageFormat::Png)
            .unwrap();
        let jpeg = written_anew(clear.get_ref(), Kind::Portrait).unwrap();
        let kept = image::load_from_memory(&jpeg).unwrap().into_rgb8();
        assert_eq!(
            kept.get_pixel(4, 4).0,
            [255; 3],
            "what is transparent is white"
        );
    }

    #[test]
    fn a_picture_stands_as_the_camera_was_held_and_says_nothing_of_where() {
        // Left half dark, right half light, and beside it: turn it right by a quarter (Exif 2.3, Orientation 6), and a place.
        let pixels = RgbImage::from_fn(64, 64, |x, _| Rgb([if x < 32 { 0 } else { 255 }; 3]));
        let mut plain = Cursor::new(Vec::new());
        DynamicImage::from(pixels)
            .write_to(&mut plain, ImageFormat::Jpeg)
            .unwrap();
        let plain = plain.into_inner();
        let mut exif =
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"59.3293 N");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let turned = [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat();
        let written = written_anew(&turned, Kind::Portrait).unwrap();
        assert!(
            !written
                .windows(4)
                .any(|bytes| bytes == b"Exif" || bytes == b"59.3")
        );
        let kept = image::load_from_memory(&written).unwrap().into_luma8();
        let (above, below) = (kept.get_pixel(32, 8).0[0], kept.get_pixel(32, 56).0[0]);
        assert!(above < 64 && below > 192, "{above} above, {below} below");
    }

    #[test]
    fn xs_05_nothing_of_the_file_is_kept() {
        // A picture that is a page as well: what follows the picture, and what is written into it.
        let mut polyglot = file(8, 8, ImageFormat::Png);
        polyglot.extend_from_slice(b"<script>alert(1)</script>");
        for kind in [Kind::Logo, Kind::Portrait] {
            let written = written_anew(&polyglot, kind).unwrap();
            assert!(!written.windows(8).any(|bytes| bytes == b"<script>"));
        }
    }

    #[test]
    fn xs_05_other_files_and_bombs_are_refused() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
        assert_eq!(written_anew(svg, Kind::Logo), Err(NotAPicture::OtherKind));
        assert_eq!(written_anew(b"", Kind::Logo), Err(NotAPicture::OtherKind));
        assert_eq!(
            written_anew(b"GIF89a\x01\x00\x01\x00", Kind::Logo),
            Err(NotAPicture::OtherKind)
        );
        assert_eq!(
            written_anew(b"\x89PNG\r\n\x1a\n", Kind::Logo),
            Err(NotAPicture::Broken)
        );
        assert_eq!(
            written_anew(&vec![0; LARGEST + 1], Kind::Logo),
            Err(NotAPicture::TooLarge)
        );
        // The head of a picture of 50,000 × 50,000 pixels.
        let mut bomb = file(8, 8, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(
            written_anew(&bomb, Kind::Logo),
            Err(NotAPicture::TooManyPixels)
        );
        let broken = file(48, 48, ImageFormat::Jpeg);
        for cut in [1, 20, broken.len() / 2] {
            let refused = written_anew(&broken[..cut], Kind::Logo);
            assert!(
                refused.is_err() || refused.is_ok_and(|png| png.len() <= KEPT),
                "{cut}"
            );
        }
    }

    /// ISO 3309, as PNG files use it.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| match crc & 1 {
                1 => crc >> 1 ^ 0xedb8_8320,
                _ => crc >> 1,
            })
        })
    }

    #[tokio::test]
    async fn pictures_that_come_at_once_are_read_one_after_the_other() {
        // Few enough for the patience of the last of them, on a machine that does much else.
        let files = (0..3).map(|_| taken(file(300, 300, ImageFormat::Png), Kind::Portrait));
        for written in futures_util::future::join_all(files).await {
            assert!(written.unwrap().len() <= KEPT);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), kind in 0..3_usize) {
            let heads: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBPVP8 "];
            let file = [heads[kind], &bytes].concat();
            let _ = (written_anew(&file, Kind::Logo), written_anew(&file, Kind::Portrait));
        }
    }
}

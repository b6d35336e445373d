//! Owns files that are there whole or as they were before.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A reader finds the old content or the new one, and never a part of either. What is no file, as `/dev/null` and a pipe, is
/// written to and not replaced.
pub(crate) fn replace(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    replace_by(path, |file| file.write_all(content.as_ref()))
}

/// As [`replace`], with content that is written bit by bit.
pub(crate) fn replace_by(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return written(path, content);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    written(&part, content)?;
    std::fs::rename(&part, path)
}

fn written(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    content(&mut file)?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        // A link, so that a failure of this test costs the machine no device.
        let link = std::env::temp_dir().join(format!("esia-harness-device-{}", std::process::id()));
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        replace(&link, "a report").unwrap();
        let is_still_a_link = std::fs::symlink_metadata(&link).unwrap().is_symlink();
        std::fs::remove_file(&link).unwrap();
        assert!(is_still_a_link);
    }
}

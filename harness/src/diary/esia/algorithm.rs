//! Owns the signature algorithms of the wire: those the diary signs with, and those it takes tokens signed with.

use clap::ValueEnum;
use gost3410::Size;

/// A way to sign, with the digest that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub enum Algorithm {
    /// RSA of 2048 bits with SHA-256
    Rsa,
    /// GOST R 34.10-2012 of 256 bits with Streebog-256
    Gost256,
    /// GOST R 34.10-2012 of 512 bits with Streebog-512
    Gost512,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rsa, Self::Gost256, Self::Gost512];

    /// What the header of a token calls it, and the registration too.
    pub fn jose(self) -> &'static str {
        match self {
            Self::Rsa => "RS256",
            Self::Gost256 => "GOST3410_2012_256",
            Self::Gost512 => "GOST3410_2012_512",
        }
    }

    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Gost256 => "gost256",
            Self::Gost512 => "gost512",
        }
    }

    /// Where the simulated portal publishes the key that signs tokens: the certificate with `.pem` behind it, the bare
    /// key with `.pub.pem`.
    pub fn published(self) -> &'static str {
        match self {
            Self::Rsa => "/public/esia",
            Self::Gost256 => "/public/esia-gost256",
            Self::Gost512 => "/public/esia-gost512",
        }
    }

    /// The size of a GOST key; nothing for RSA.
    pub(crate) fn size(self) -> Option<Size> {
        match self {
            Self::Rsa => None,
            Self::Gost256 => Some(Size::Bits256),
            Self::Gost512 => Some(Size::Bits512),
        }
    }

    pub(crate) fn of_size(size: Size) -> Self {
        match size {
            Size::Bits256 => Self::Gost256,
            Size::Bits512 => Self::Gost512,
        }
    }
}

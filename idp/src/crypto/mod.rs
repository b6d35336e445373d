//! Signatures: who can make one, who can check one.

//! What a package may cost. Real documents stay far below; beyond these a file is refused, not read in part.

/// Entries of the archive.
pub const MAX_ENTRIES: usize = 10_000;

/// Expanded bytes of one part.
pub const MAX_PART_BYTES: u64 = 64 << 20;

/// Expanded bytes of all parts read from one package.
pub const MAX_TOTAL_BYTES: u64 = 192 << 20;

/// How many times its packed size a part may expand to, once it is larger than [`RATIO_FROM_BYTES`].
pub const MAX_RATIO: u64 = 300;

/// Small parts compress well without meaning harm.
pub const RATIO_FROM_BYTES: u64 = 4 << 20;

/// Nesting of XML elements; walkers of the tree may recurse that deep and no deeper.
pub const MAX_DEPTH: usize = 256;

/// Elements, texts and comments of one part; and, counted apart, attributes.
pub const MAX_NODES: u32 = 4_000_000;

/// Attributes of one element.
pub const MAX_ATTRIBUTES: usize = 256;

/// Namespace prefixes in force at one element.
pub const MAX_NAMESPACES: usize = 128;

/// The parser copies the prefixes in force at each element that declares one; so many copies in one part.
pub const MAX_NAMESPACE_COPIES: usize = 16 << 20;

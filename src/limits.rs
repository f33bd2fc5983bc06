//! What a file may cost. Real documents stay far below; beyond these a file is refused, not read in part.

/// Bytes of a file on disk.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// Seconds that a reader built on a foreign library may take for one file.
pub const MAX_SECONDS: u64 = 8;

/// Stack of the thread that runs such a reader; pages of it cost memory only once touched.
pub const STACK_BYTES: usize = 64 << 20;

/// Characters read out of one file; a few bytes can ask for far more.
pub const MAX_CHARACTERS: usize = 20_000_000;

/// Paragraphs of one story of a .doc.
pub const MAX_PARAGRAPHS: usize = 1_000_000;

/// Pieces of the text of a .doc, and runs of its characters that look alike.
pub const MAX_RUNS: usize = 2_000_000;

/// Cells of the tables of one story of a .doc.
pub const MAX_CELLS: usize = 4_000_000;

/// Cells of the rectangles that the sheets of an .xls fill; the library holds empty ones, too.
pub const MAX_GRID_CELLS: usize = 2_000_000;

/// Glyphs drawn by a .pdf, each kept with its place until the pages are laid out.
pub const MAX_GLYPHS: usize = 4_000_000;

/// The largest code of a character in a font of a .pdf; widths are kept for each up to it.
pub const MAX_GLYPH_CODE: u32 = 100_000;

/// Streams of a .pdf up to so many bytes are not expanded beforehand: at a thousandfold they stay bearable.
pub const UNSCREENED_BYTES: usize = 64 << 10;

/// Pages of a .pdf or .ofd.
pub const MAX_PAGES: usize = 5_000;

/// Archives within archives: how deep members are looked for.
pub const MAX_ARCHIVE_DEPTH: usize = 3;

/// Expanded bytes of all members of an archive, as its directory says.
pub const MAX_ARCHIVE_BYTES: u64 = 1 << 30;

/// Entries of an archive.
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

/// Nesting of elements of a web page; nothing walks it by recursion.
pub const MAX_HTML_DEPTH: usize = 2_000;

/// Elements and texts of a web page. Mended markup can have far more of them than the page has tags.
pub const MAX_HTML_NODES: usize = 2_000_000;

/// Columns of a table of a web page.
pub const MAX_HTML_COLUMNS: usize = 1_000;

/// Objects that the pages of an .ofd draw; those of templates and composite units count each time.
pub const MAX_OFD_OBJECTS: usize = 2_000_000;

/// Attributes of one element.
pub const MAX_ATTRIBUTES: usize = 256;

/// Namespace prefixes in force at one element.
pub const MAX_NAMESPACES: usize = 128;

/// The parser copies the prefixes in force at each element that declares one; so many copies in one part.
pub const MAX_NAMESPACE_COPIES: usize = 16 << 20;

/// Names of a user list (清单); official ones have some hundreds.
pub const MAX_LIST_ITEMS: usize = 50_000;

/// Characters of one name of a user list: beyond, it is no name, or a quotation mark in a .csv was never closed.
pub const MAX_LIST_NAME: usize = 500;

/// Comments (批注) in one document: Word opens no file with more ([MS-OI29500] 2.1.315).
pub const MAX_COMMENTS: usize = 32_767;

/// Changed sentences of two versions compared one with another; beyond, they are shown as new.
pub const MAX_LIKENESS_WORK: usize = 4_000_000;

/// Bytes of a file of decisions or of earlier findings.
pub const MAX_NOTES_BYTES: u64 = 16 << 20;

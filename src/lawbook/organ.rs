//! Renamed and abolished organs (机构改革前的机关名称).

/// A renamed or abolished organ (机关).
#[derive(Clone, Debug)]
pub struct OldOrgan {
    pub name: &'static str,
    pub successor: &'static str,
    /// Year, or year and month, of the change.
    pub changed: &'static str,
    pub verified: bool,
    /// Abolished rather than renamed: its duties went to another organ.
    pub is_abolished: bool,
    /// One name took the place of another everywhere, and nothing more is to be said.
    pub is_plain: bool,
}

pub(super) fn organ(row: &[&'static str]) -> OldOrgan {
    let column = |i: usize| row.get(i).copied().unwrap_or_default();
    let is_one = !column(1).contains(['；', '×']);
    OldOrgan {
        is_plain: column(2) == "central" && column(5) == "yes" && column(6).is_empty() && is_one,
        name: column(0),
        successor: column(1),
        changed: column(3),
        verified: column(5) == "yes",
        is_abolished: column(6).starts_with("撤销"),
    }
}

//! A disk for the journal: what was acknowledged is kept, what was not may be kept in part.

/// Segments and their bytes.
#[derive(Clone, Default)]
pub struct Disk {
    segments: Vec<(i64, Vec<u8>)>,
    /// The last append while it is not acknowledged: segment and length before it.
    open: Option<(i64, usize)>,
    pub appended: u64,
}

impl Disk {
    pub fn append(&mut self, segment: i64, bytes: &[u8]) {
        if self.segments.last().is_none_or(|(last, _)| *last != segment) {
            assert!(self.segments.last().is_none_or(|(last, _)| *last < segment), "segments ascend");
            self.segments.push((segment, Vec::new()));
        }
        let (_, data) = self.segments.last_mut().expect("just pushed");
        self.open = Some((segment, data.len()));
        data.extend_from_slice(bytes);
        self.appended += bytes.len() as u64;
    }

    pub fn synced(&mut self) {
        self.open = None;
    }

    pub fn drop_before(&mut self, floor: i64) {
        self.segments.retain(|(segment, _)| *segment >= floor);
    }

    /// Power is lost: of an append that was not acknowledged, `keep` per mille of its bytes stay.
    pub fn crash(&mut self, keep: usize) {
        let Some((segment, before)) = self.open.take() else { return };
        if let Some((_, data)) = self.segments.iter_mut().find(|(found, _)| *found == segment) {
            let added = data.len() - before;
            data.truncate(before + added * keep / 1000);
        }
    }

    pub fn segments(&self) -> &[(i64, Vec<u8>)] {
        &self.segments
    }

    pub fn bytes(&self) -> usize {
        self.segments.iter().map(|(_, data)| data.len()).sum()
    }
}

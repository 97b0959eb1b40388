//! Keys as numbers: every distinct text of a column is kept once, lines keep its code.

/// Bytes of a key that fit into one comparison; longer keys live in an arena.
const SHORT: usize = 15;
/// Marks a long key in the length byte.
const LONG: u8 = 0xFF;

/// Masks that keep the first n bytes of a little-endian load.
const MASKS: [u128; SHORT + 1] = {
    let mut masks = [0_u128; SHORT + 1];
    let mut n = 1;
    while n <= SHORT {
        masks[n] = (1_u128 << (8 * n)) - 1;
        n += 1;
    }
    masks
};

/// Distinct texts in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// By code: up to 15 bytes and their number, or where a longer text stands in the arena.
    keys: Vec<[u8; 16]>,
    /// Texts longer than 15 bytes, one after the other.
    arena: Vec<u8>,
    /// Code + 1 by hash, 0 where empty; length a power of two, at most half full.
    slots: Vec<u32>,
    /// The last key that was interned with others, and its code.
    last_key: u128,
    last_code: u32,
}

/// No short key is this: its length byte is that of a long one.
const NO_KEY: u128 = u128::MAX;

/// A key taken from a text, ready to be looked up.
#[derive(Clone, Copy, Debug)]
pub struct Key(u128);

impl Key {
    /// The key at `text[start..end]`; None where it is too long to be compared at once.
    #[inline]
    pub fn at(text: &[u8], start: usize, end: usize) -> Option<Key> {
        let length = end - start;
        if length > SHORT {
            return None;
        }
        let bytes = match text.get(start..start + 16) {
            Some(window) => {
                let mut bytes = [0_u8; 16];
                bytes.copy_from_slice(window);
                u128::from_le_bytes(bytes) & MASKS[length]
            }
            None => short_key(&text[start..end]),
        };
        Some(Key(bytes | (length as u128) << 120))
    }
}

/// So many keys are looked up together: their cache misses overlap.
const TOGETHER: usize = 32;

impl Dictionary {
    /// A dictionary without texts.
    pub fn new() -> Self {
        Dictionary {
            slots: vec![0; 1024],
            last_key: NO_KEY,
            ..Dictionary::default()
        }
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no text was added.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The text of a code.
    pub fn bytes(&self, code: u32) -> &[u8] {
        let key = &self.keys[code as usize];
        if key[15] == LONG {
            let (start, length) = long_place(key);
            &self.arena[start..start + length]
        } else {
            &key[..key[15] as usize]
        }
    }

    /// Appends the codes of `keys`, new ones in their order.
    ///
    /// Lines of an order follow each other in most files, and so do days: a key like the one before
    /// it has its code. The others are looked up together.
    #[inline(never)]
    pub fn intern_all(&mut self, keys: &[Key], codes: &mut Vec<u32>) {
        for keys in keys.chunks(TOGETHER) {
            // The keys that differ from the one before, and by line how many of them came so far.
            let mut heads = [0_u128; TOGETHER];
            let mut head_of_line = [0_u8; TOGETHER];
            let mut count = 0;
            let mut before = self.last_key;
            for (head_of_line, key) in head_of_line.iter_mut().zip(keys) {
                heads[count % TOGETHER] = key.0;
                count += usize::from(key.0 != before);
                before = key.0;
                *head_of_line = count as u8;
            }
            let heads = &heads[..count];
            let mask = self.slots.len() - 1;
            let mut slots = [0_u32; TOGETHER];
            for (slot, key) in slots.iter_mut().zip(heads) {
                *slot = self.slots[hash(*key) as usize & mask];
            }
            let mut known = [false; TOGETHER];
            for ((known, &slot), key) in known.iter_mut().zip(&slots).zip(heads) {
                let candidate = self.keys.get((slot as usize).wrapping_sub(1));
                *known = candidate.is_some_and(|k| u128::from_le_bytes(*k) == *key);
            }
            // By head, counted from 1; 0 is the line before this chunk.
            let mut head_codes = [self.last_code; TOGETHER + 1];
            for (i, &key) in heads.iter().enumerate() {
                // A slot seen empty or with another key is looked up again: an insertion of this
                // very chunk may have filled it.
                head_codes[i + 1] = if known[i] {
                    slots[i] - 1
                } else {
                    self.intern_key(key)
                };
            }
            codes.extend(
                head_of_line[..keys.len()]
                    .iter()
                    .map(|&head| head_codes[head as usize]),
            );
            self.last_key = before;
            self.last_code = head_codes[count];
        }
    }

    /// The code of a text.
    pub fn intern(&mut self, text: &[u8]) -> u32 {
        if text.len() > SHORT {
            self.intern_long(text)
        } else {
            self.intern_key(short_key(text) | (text.len() as u128) << 120)
        }
    }

    /// The code of a text that may be absent.
    pub fn find(&self, text: &[u8]) -> Option<u32> {
        (0..self.keys.len() as u32).find(|&code| self.bytes(code) == text)
    }

    #[inline]
    fn intern_key(&mut self, key: u128) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = hash(key) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return self.insert(key.to_le_bytes(), slot),
                code if u128::from_le_bytes(self.keys[code as usize - 1]) == key => {
                    return code - 1;
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn intern_long(&mut self, text: &[u8]) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = hash_long(text) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => {
                    let mut key = [0; 16];
                    key[..8].copy_from_slice(&(self.arena.len() as u64).to_le_bytes());
                    // Length in seven bytes, the eighth is the marker.
                    key[8..15].copy_from_slice(&(text.len() as u64).to_le_bytes()[..7]);
                    key[15] = LONG;
                    self.arena.extend_from_slice(text);
                    return self.insert(key, slot);
                }
                code if self.bytes(code - 1) == text => return code - 1,
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    #[cold]
    fn insert(&mut self, key: [u8; 16], slot: usize) -> u32 {
        let code = self.keys.len() as u32;
        self.keys.push(key);
        self.slots[slot] = code + 1;
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        code
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        self.slots = vec![0; size];
        for code in 0..self.keys.len() as u32 {
            let key = self.keys[code as usize];
            let hashed = if key[15] == LONG {
                hash_long(self.bytes(code))
            } else {
                hash(u128::from_le_bytes(key))
            };
            let mut slot = hashed as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = code + 1;
        }
    }
}

fn long_place(key: &[u8; 16]) -> (usize, usize) {
    let mut start = [0; 8];
    start.copy_from_slice(&key[..8]);
    let mut length = [0; 8];
    length[..7].copy_from_slice(&key[8..15]);
    (
        u64::from_le_bytes(start) as usize,
        u64::from_le_bytes(length) as usize,
    )
}

fn short_key(text: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    bytes[..text.len()].copy_from_slice(text);
    u128::from_le_bytes(bytes)
}

// Two rounds of multiply and shift on 64 bits: WebAssembly has no wide multiplication. Codes are
// given in order of appearance, so results do not depend on the hash.
#[inline]
fn hash(key: u128) -> u64 {
    mix(key as u64, (key >> 64) as u64)
}

#[inline]
fn mix(low: u64, high: u64) -> u64 {
    let mut h = low.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^= h >> 32;
    h = (h ^ high).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h ^ (h >> 32)
}

fn hash_long(text: &[u8]) -> u64 {
    let mut h = text.len() as u64;
    for chunk in text.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = mix(u64::from_le_bytes(word), h);
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zero_bytes_and_lengths_are_told_apart() {
        let mut d = Dictionary::new();
        let texts: [&[u8]; 5] = [b"", b"\0", b"\0\0", b"a", b"a\0"];
        for (i, t) in texts.iter().enumerate() {
            assert_eq!(d.intern(t), i as u32);
        }
        for (i, t) in texts.iter().enumerate() {
            assert_eq!(d.bytes(i as u32), *t);
        }
    }

    proptest! {
        #[test]
        fn codes_stand_for_texts(texts in prop::collection::vec("[a-c]{0,20}", 0..3000)) {
            let mut d = Dictionary::new();
            let joined = texts.concat();
            let mut at = 0;
            let mut codes = Vec::new();
            for texts in texts.chunks(50) {
                let mut keys = Vec::new();
                for t in texts {
                    if let Some(key) = Key::at(joined.as_bytes(), at, at + t.len()) {
                        keys.push(key);
                    } else {
                            d.intern_all(&keys, &mut codes);
                            keys.clear();
                            codes.push(d.intern(t.as_bytes()));
                    }
                    at += t.len();
                }
                d.intern_all(&keys, &mut codes);
            }
            for (t, code) in texts.iter().zip(&codes) {
                prop_assert_eq!(d.bytes(*code), t.as_bytes());
                prop_assert_eq!(d.intern(t.as_bytes()), *code);
            }
            let mut distinct = texts.clone();
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(d.len(), distinct.len());
        }
    }
}

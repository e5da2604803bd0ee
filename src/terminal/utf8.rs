//! From bytes to characters, one byte at a time, so that no buffer holds what was typed.

use zeroize::Zeroize;

/// Puts characters together from bytes. It holds one unfinished character at most.
#[derive(Default)]
pub struct Utf8 {
    /// What has come of a character, the least it may stand for, and how many bytes it still lacks.
    partial: u32,
    least: u32,
    lacking: u8,
}

/// What a byte made of the bytes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoded {
    Character(char),
    /// More bytes are needed.
    Unfinished,
    /// This byte, or those before it, are no UTF-8.
    Broken,
}

impl Utf8 {
    /// Takes a byte. One that does not fit stands for nothing; a first byte always begins a new character.
    pub fn push(&mut self, byte: u8) -> Decoded {
        let was_unfinished = self.is_unfinished();
        let (lead, lacking, least) = match byte {
            0x00..0x80 => (u32::from(byte), 0, 0),
            0xc0..0xe0 => (u32::from(byte & 0x1f), 1, 0x80),
            0xe0..0xf0 => (u32::from(byte & 0x0f), 2, 0x800),
            0xf0..0xf8 => (u32::from(byte & 0x07), 3, 0x1_0000),
            0x80..0xc0 if was_unfinished => {
                self.partial = (self.partial << 6) | u32::from(byte & 0x3f);
                self.lacking -= 1;
                return if self.lacking == 0 { self.complete() } else { Decoded::Unfinished };
            }
            _ => {
                self.drop_partial();
                return Decoded::Broken;
            }
        };
        (self.partial, self.lacking, self.least) = (lead, lacking, least);
        match lacking {
            0 => self.complete(),
            _ if was_unfinished => Decoded::Broken,
            _ => Decoded::Unfinished,
        }
    }

    pub fn is_unfinished(&self) -> bool {
        self.lacking > 0
    }

    fn complete(&mut self) -> Decoded {
        let character = char::from_u32(self.partial).filter(|_| self.partial >= self.least);
        self.drop_partial();
        character.map_or(Decoded::Broken, Decoded::Character)
    }

    pub fn drop_partial(&mut self) {
        self.partial.zeroize();
        self.lacking = 0;
    }
}

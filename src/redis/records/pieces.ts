// Redis keeps a small hash packed, in a third of the memory, as long as no value in it is longer than 64 bytes. So a
// longer text is kept in pieces, `field`, `field+1`, `field+2` …, unless it is so long that the hash is large anyway.

const PIECE_BYTES = 64;
const CUT_BELOW_BYTES = 2_048;

/** A text as fields of a hash that stays packed. */
export const piecesOf = (field: string, text: string): [string, string][] => {
  const length = Buffer.byteLength(text);
  if (length <= PIECE_BYTES || length > CUT_BELOW_BYTES) return [[field, text]];
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const letter of text) {
    const more = Buffer.byteLength(letter);
    if (bytes + more > PIECE_BYTES) {
      pieces.push(piece);
      piece = "";
      bytes = 0;
    }
    piece += letter;
    bytes += more;
  }
  return [...pieces, piece].map((one, n) => [n === 0 ? field : `${field}+${n}`, one]);
};

const NEXT_PIECE = /^(.+)\+\d+$/;

/** The fields of a hash with texts that were kept in pieces whole again. */
export const joinPieces = (hash: Record<string, string>): Record<string, string> => {
  const parts = Object.keys(hash).filter((field) => NEXT_PIECE.test(field));
  if (parts.length === 0) return hash;
  const fields = { ...hash };
  for (const part of parts) delete fields[part];
  for (const field of new Set(parts.map((part) => part.replace(NEXT_PIECE, "$1"))))
    for (let n = 1; hash[`${field}+${n}`] !== undefined; n += 1) fields[field] += hash[`${field}+${n}`] ?? "";
  return fields;
};

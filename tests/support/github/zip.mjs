// The smallest zip archive that every reader takes: deflated entries, no extras (APPNOTE 6.3).
import { deflateRawSync } from 'node:zlib';

const TABLE = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1)
        value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
});

function crc32(bytes) {
    let value = -1;
    for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 255];
    return (value ^ -1) >>> 0;
}

function header(signature, fields) {
    const bytes = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
    bytes.writeUInt32LE(signature, 0);
    let at = 4;
    for (const [size, value] of fields) {
        bytes.writeUIntLE(value, at, size);
        at += size;
    }
    return bytes;
}

// files: [[name, text]]
export function zip(files) {
    const locals = [];
    const centrals = [];
    let offset = 0;
    for (const [name, text] of files) {
        const plain = Buffer.from(text);
        const packed = deflateRawSync(plain);
        const title = Buffer.from(name);
        const shared = [
            [2, 20],
            [2, 0x800],
            [2, 8],
            [2, 0],
            [2, 0x21],
            [4, crc32(plain)],
            [4, packed.length],
            [4, plain.length],
            [2, title.length],
            [2, 0],
        ];
        locals.push(header(0x04034b50, shared), title, packed);
        centrals.push(
            header(0x02014b50, [[2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
            title,
        );
        offset += 30 + title.length + packed.length;
    }
    const directory = Buffer.concat(centrals);
    const end = header(0x06054b50, [
        [2, 0],
        [2, 0],
        [2, files.length],
        [2, files.length],
        [4, directory.length],
        [4, offset],
        [2, 0],
    ]);
    return Buffer.concat([...locals, directory, end]);
}

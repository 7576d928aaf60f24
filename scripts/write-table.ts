/** Writes compiled tables, or checks that they are current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const root = join(__dirname, '..');

interface Table {
  readonly target: string;
  readonly lines: string;
  /** The folder of the package that the lines are compiled from. */
  readonly source: string;
  readonly isCheck: boolean;
}

/** Byte 9 of a gzip file names the operating system that wrote it (RFC 1952, section 2.3.1); 255 is "unknown". */
function compress(text: string): Buffer {
  const packed = gzipSync(text, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** Writes the table; a check compares the lines, because compressed bytes may differ between releases of zlib. */
export function writeTable({ target, lines, source, isCheck }: Table): void {
  if (isCheck) {
    if (gunzipSync(readFileSync(target)).toString('utf8') === lines) return;
    console.error(`${relative(root, target)} differs from ${relative(root, source)}: compile it again`);
    process.exitCode = 1;
    return;
  }
  const packed = compress(lines);
  writeFileSync(target, packed);
  console.log(`${relative(root, target)}: ${lines.length} bytes, ${packed.length} compressed`);
}

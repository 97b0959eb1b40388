// Small files of order lines, good and bad, made here so that a reader sees what is in them.
import zlib from 'node:zlib';
import { zip } from './zip.mjs';

const HEADER = ['Order No', 'Order Date', 'Customer', 'Item', 'Quantity', 'Net sales', 'Cost of goods'];

/** 240 order lines of 12 customers, 20 items and 12 months, with a few returns. */
export function orderLines() {
  const rows = [];
  for (let line = 0; line < 240; line += 1) {
    const order = Math.floor(line / 3);
    const month = String((order % 12) + 1).padStart(2, '0');
    const day = String((line % 27) + 1).padStart(2, '0');
    const item = (line * 7) % 20;
    const quantity = line % 40 === 39 ? -2 : (line % 9) + 1;
    const price = 10 + item * 3.25;
    rows.push([
      `SO-${1000 + order}`, `2024-${month}-${day}`, `C-${(order % 12) + 1}`, `ITEM-${item + 1}`,
      quantity, round(quantity * price), round(quantity * price * (item % 5 === 4 ? 1.1 : 0.7)),
    ]);
  }
  return rows;
}

/** The same lines with one value changed in each: `change` gets a row and returns another. */
export function csv(rows = orderLines(), header = HEADER, separator = ',') {
  return `${[header, ...rows].map((row) => row.join(separator)).join('\n')}\n`;
}

export { HEADER };

/** A workbook with one sheet of rows: numbers as numbers, texts inline, dates as serial numbers. */
export function workbook(rows = orderLines(), header = HEADER) {
  const dateColumn = header.indexOf('Order Date');
  const cell = (value, column) => {
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    if (column === dateColumn && /^\d{4}-/.test(value)) return `<c s="1"><v>${serial(value)}</v></c>`;
    return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const sheet = [header, ...rows].map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const spreadsheet = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>
      <Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>
      <Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships">
      <Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${spreadsheet} xmlns:r="${relations}">
      <sheets><sheet name="Order lines" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">
      <Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${spreadsheet}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
      <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
      <cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${spreadsheet}><sheetData>${sheet}</sheetData></worksheet>`,
  });
}

/** A picture of one pixel: the smallest file that is certainly no table. */
export function picture() {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Buffer.from(png, 'base64');
}

/** The beginning of a ZIP archive, as a broken download leaves it. */
export function brokenWorkbook() {
  return workbook().subarray(0, 700);
}

/** A gzip file of which the second half is lost. */
export function damagedArchive() {
  const whole = zlib.gzipSync(csv());
  return whole.subarray(0, whole.length / 2);
}

/**
 * What Excel writes when a workbook is saved with a password: an OLE container whose streams
 * EncryptionInfo and EncryptedPackage hide the real file.
 */
export function protectedWorkbook() {
  const sector = 512;
  const header = Buffer.alloc(sector, 0);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24); // minor version
  header.writeUInt16LE(3, 26); // major version
  header.writeUInt16LE(0xfffe, 28); // little endian
  header.writeUInt16LE(9, 30); // sectors of 512 bytes
  header.writeUInt16LE(6, 32); // small sectors of 64 bytes
  header.writeUInt32LE(1, 44); // one sector of the allocation table
  header.writeUInt32LE(1, 48); // the directory starts in sector 1
  header.writeUInt32LE(4096, 56); // streams below this size would be in small sectors
  header.writeUInt32LE(0xfffffffe, 60); // no small sectors
  header.writeUInt32LE(0xfffffffe, 68); // no further table
  header.fill(0xff, 76, sector);
  header.writeUInt32LE(0, 76); // the table is sector 0

  const chain = (first, count) => Array.from({ length: count }, (_, i) => (i === count - 1 ? 0xfffffffe : first + i + 1));
  const table = Buffer.alloc(sector, 0xff);
  [0xfffffffd, 0xfffffffe, ...chain(2, 8), ...chain(10, 8)].forEach((next, i) => table.writeUInt32LE(next, i * 4));

  const entry = (name, type, start, size, { right = 0xffffffff, child = 0xffffffff } = {}) => {
    const bytes = Buffer.alloc(128, 0);
    bytes.write(name, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 64);
    bytes[66] = type;
    bytes[67] = 1; // black
    bytes.writeUInt32LE(0xffffffff, 68);
    bytes.writeUInt32LE(right, 72);
    bytes.writeUInt32LE(child, 76);
    bytes.writeUInt32LE(start, 116);
    bytes.writeUInt32LE(size, 120);
    return bytes;
  };
  const directory = Buffer.concat([
    entry('Root Entry', 5, 0xfffffffe, 0, { child: 1 }),
    entry('EncryptionInfo', 2, 2, 4096, { right: 2 }),
    entry('EncryptedPackage', 2, 10, 4096),
    Buffer.alloc(128, 0),
  ]);
  return Buffer.concat([header, table, directory, Buffer.alloc(4096, 0x41), Buffer.alloc(4096, 0x5a)]);
}

function serial(iso) {
  return Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

function round(value) {
  return Math.round(value * 100) / 100;
}

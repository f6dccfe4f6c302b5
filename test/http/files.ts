/** Small files of each kind people send: the first bytes are what the format's own document demands. */
const bytes = (text: string) => Buffer.from(text, "latin1");
const box = (brand: string) => bytes(`\x00\x00\x00\x18ftyp${brand}\x00\x00\x00\x00`);
const office = (folder: string) =>
  bytes(`PK\x03\x04\x14\x00\x06\x00[Content_Types].xml … PK ${folder}/document.xml`);

/** A real picture of one pixel. */
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A real recording: a tenth of a second of silence, 8 kHz, one channel, 8 bits. */
export const silence = Buffer.concat([
  bytes("RIFF"),
  Buffer.from(Uint32Array.of(836).buffer),
  bytes("WAVEfmt "),
  Buffer.from(Uint32Array.of(16, 0x10001, 8000, 8000, 0x80001).buffer),
  bytes("data"),
  Buffer.from(Uint32Array.of(800).buffer),
  Buffer.alloc(800, 128),
]);

/** What is taken: bytes, and what they are. */
export const takenFiles: readonly (readonly [
  name: string,
  bytes: Buffer,
  kind: string,
  mediaType: string,
])[] = [
  ["a picture of a camera", bytes("\xff\xd8\xff\xe0\x00\x10JFIF"), "photo", "image/jpeg"],
  ["a screenshot", pixel, "photo", "image/png"],
  ["a GIF", bytes("GIF89a\x01\x00"), "photo", "image/gif"],
  ["a WebP", bytes("RIFF\x24\x00\x00\x00WEBPVP8 "), "photo", "image/webp"],
  ["a picture of an iPhone", box("heic"), "photo", "image/heic"],
  ["a PDF", bytes("%PDF-1.7\n"), "document", "application/pdf"],
  [
    "a Word file",
    office("word"),
    "document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  [
    "an Excel file",
    office("xl"),
    "document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  ["an MP3 with a title", bytes("ID3\x04\x00"), "voice", "audio/mpeg"],
  ["an MP3 without", bytes("\xff\xfb\x90\x00"), "voice", "audio/mpeg"],
  ["a voice message of Telegram", bytes("OggS\x00\x02"), "voice", "audio/ogg"],
  ["a recording of an iPhone", box("M4A "), "voice", "audio/mp4"],
  ["a recording of a browser", bytes("\x1aE\xdf\xa3\x9f"), "voice", "audio/webm"],
  ["a WAV", bytes("RIFF\x24\x00\x00\x00WAVEfmt "), "voice", "audio/wav"],
  ["a recording of an old phone", bytes("#!AMR\n"), "voice", "audio/amr"],
  ["a video", box("isom"), "video", "video/mp4"],
];

/** What is not: names and bytes. */
export const refusedFiles: readonly (readonly [what: string, name: string, bytes: Buffer])[] = [
  ["a page", "anh.png", bytes("<html><script>alert(1)</script>")],
  [
    "a drawing with a script",
    "anh.svg",
    bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  ],
  ["a program", "ke-hoach.pdf", bytes("MZ\x90\x00\x03")],
  ["an archive", "tai-lieu.zip", bytes("PK\x03\x04\x14\x00\x00\x00evil.exe")],
  ["plain text", "ghi-chu.txt", bytes("xin chao")],
  ["the PNG signature cut short", "x.png", bytes("\x89PN")],
];

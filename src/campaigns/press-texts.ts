/** Words and file names of the press kit that are not in its papers. File names are ASCII: they travel by e-mail. */
export const pressWords = {
  releaseFile: "ban-tin-gui-bao.docx",
  scriptFile: "kich-ban-phat-thanh-truyen-hinh.docx",
  captionsFile: "chu-thich-anh.txt",
  pictureFile: (number: number, ending: string) => `anh-${number}.${ending}`,
  correction: (day: string, note: string) => `Đính chính ngày ${day}: ${note}`,
  noContact: "………………………………………………",
} as const;

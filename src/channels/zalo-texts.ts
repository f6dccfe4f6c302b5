/** Words members read because of what Zalo needs. */
export const texts = {
  /** Zalo refuses a list element without a second line. */
  listHint: "Chạm để chọn",
};

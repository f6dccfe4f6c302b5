/** What stands in a list where a proposal has no title of its own and its content is secret. */
export const secretStart = "(nội dung giữ kín)";

import http from "node:http";
import { Bot, webhookCallback } from "grammy";

/**
 * The yardstick: a bare grammY webhook that answers every text with the same text, as its documentation
 * shows it. It keeps nothing. `echo-bot.ts PORT API_ROOT TOKEN SECRET`
 */
const [port = "", apiRoot = "", token = "", secret = ""] = process.argv.slice(2);
const bot = new Bot(token, {
  client: { apiRoot },
  botInfo: {
    id: 7_000_000_001,
    is_bot: true,
    first_name: "Echo",
    username: "echo_bot",
    can_join_groups: false,
    can_read_all_group_messages: false,
    can_manage_bots: false,
    supports_inline_queries: false,
    supports_join_request_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
});
bot.on("message:text", (context) => context.reply(context.message.text));
const answer = webhookCallback(bot, "http", { secretToken: secret });
http
  .createServer((request, response) => {
    if (request.method === "GET") response.end("ready");
    else void answer(request, response);
  })
  .listen(Number(port), "127.0.0.1");

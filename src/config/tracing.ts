const switches = ["LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"];

/**
 * Takes back what would make LangChain send every prompt and reply to a service of its maker: it reads these
 * variables by itself, and nothing else switches that off.
 */
export function silenceTracing(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of switches) delete env[name];
}

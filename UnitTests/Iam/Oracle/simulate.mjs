// Answers one IAM request a line: the simulation as JSON comes in, "Allowed", "ImplicitlyDenied" or "ExplicitlyDenied" goes out.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'

// The package is in the folder that the test installed it into, not beside this file.
const { runSimulation } = createRequire(`${process.argv[2]}/`)('@cloud-copilot/iam-simulate')

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await runSimulation(JSON.parse(line), {})
  const ignored = answer.result?.ignoredContextKeys ?? []
  process.stdout.write(
    answer.resultType === 'error' ? `error: ${JSON.stringify(answer.errors)}\n`
    : ignored.length > 0 ? `error: ignores ${ignored}\n`
    : `${answer.overallResult}\n`)
}

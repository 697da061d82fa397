// What the Node.js runtime client runs: one handler a way in which an invocation can go.
export const handler = async (event, context) => ({
  event,
  requestId: context.awsRequestId,
  arn: context.invokedFunctionArn,
  name: context.functionName,
  remaining: context.getRemainingTimeInMillis(),
  clientContext: context.clientContext,
  trace: process.env._X_AMZN_TRACE_ID,
});

export const failing = async () => {
  throw new TypeError("as ordered");
};

export const exiting = async () => process.exit(3);

export const streaming = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('{"streamed":');
  stream.write("true}");
  stream.end();
});

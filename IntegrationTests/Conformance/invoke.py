"""Sends one invoke with boto3: the order is JSON on standard input, the answer JSON on standard output."""
import base64
import json
import sys
import urllib.request

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

order = json.load(sys.stdin)
request = order["request"]
settings = {"retries": {"total_max_attempts": 1}}
if not order["signs"]:
    settings["signature_version"] = UNSIGNED
client = boto3.client("lambda", endpoint_url=order["api"], config=Config(**settings))

arguments = {"FunctionName": request["function"], "InvocationType": request["type"], "Payload": request["payload"].encode()}
if request["qualifier"]:
    arguments["Qualifier"] = request["qualifier"]
if request["logTail"]:
    arguments["LogType"] = "Tail"
if request["clientContext"]:
    arguments["ClientContext"] = base64.b64encode(request["clientContext"].encode()).decode()

def stream():
    answer = client.invoke_with_response_stream(**arguments)
    parts, end = [], {}
    for event in answer["EventStream"]:
        if "PayloadChunk" in event:
            parts.append(event["PayloadChunk"]["Payload"].decode())
            if len(parts) == 1 and request["onFirstPart"]:
                urllib.request.urlopen(request["onFirstPart"]).close()
        else:
            end = event["InvokeComplete"]
    print(json.dumps({
        "status": answer["StatusCode"],
        "payload": "|".join(parts),
        "functionError": end.get("ErrorCode"),
        "version": answer.get("ExecutedVersion"),
        "log": base64.b64decode(end["LogResult"]).decode() if "LogResult" in end else None,
        "errorDetails": end.get("ErrorDetails"),
    }))


try:
    if request["streams"]:
        stream()
        sys.exit()
    answer = client.invoke(**arguments)
    print(json.dumps({
        "status": answer["StatusCode"],
        "payload": answer["Payload"].read().decode(),
        "functionError": answer.get("FunctionError"),
        "version": answer.get("ExecutedVersion"),
        "log": base64.b64decode(answer["LogResult"]).decode() if "LogResult" in answer else None,
    }))
except ClientError as error:
    kind = type(error).__name__
    print(json.dumps({
        "type": error.response["Error"]["Code"] if kind == "ClientError" else kind,
        "message": error.response["Error"]["Message"],
        "reason": error.response.get("Reason"),
    }))

# Who may do what: the policies word for word, since one more action or resource is
# a finding too.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "each_role_may_do_what_its_function_does_and_no_more" {
  command = plan

  assert {
    condition = jsondecode(module.network.endpoint_policy).Statement == [{
      Sid       = "CallerInvokesCallee"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/private-invoke-caller" }
      Action    = "lambda:InvokeFunction"
      Resource = [
        "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee",
        "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee:*",
      ]
    }]
    error_message = "The endpoint policy is ${module.network.endpoint_policy}"
  }

  assert {
    condition     = join(" ", keys(module.caller.inline_policies)) == "deny-network-interfaces-to-code invoke logs"
    error_message = "The caller's role must have no other inline policy."
  }

  assert {
    condition = jsondecode(module.caller.inline_policies["invoke"]).Statement == [{
      Sid    = "InvokeFunctions"
      Effect = "Allow"
      Action = "lambda:InvokeFunction"
      Resource = [
        "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee",
        "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee:*",
      ]
    }]
    error_message = "The caller's invoke policy is ${module.caller.inline_policies["invoke"]}"
  }

  assert {
    condition = jsondecode(module.caller.inline_policies["logs"]).Statement == [{
      Sid      = "WriteOwnLogGroup"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/private-invoke-caller:*"
    }]
    error_message = "The caller's logs policy is ${module.caller.inline_policies["logs"]}"
  }

  assert {
    condition = jsondecode(module.caller.inline_policies["deny-network-interfaces-to-code"]).Statement == [{
      Sid    = "DenyNetworkInterfacesToCode"
      Effect = "Deny"
      Action = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DetachNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
      ]
      Resource  = "*"
      Condition = { ArnEquals = { "lambda:SourceFunctionArn" = "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-caller" } }
    }]
    error_message = "The caller's Deny is ${module.caller.inline_policies["deny-network-interfaces-to-code"]}"
  }

  assert {
    condition     = join(" ", keys(module.callee.inline_policies)) == "logs"
    error_message = "The callee's role must have no inline policy but logs."
  }

  assert {
    condition     = jsondecode(module.callee.inline_policies["logs"]).Statement[0].Resource == "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/private-invoke-callee:*"
    error_message = "The callee's logs policy is ${module.callee.inline_policies["logs"]}"
  }

  assert {
    condition     = join(" ", module.caller.managed_policy_arns) == "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    error_message = "The caller's only managed policy must be the one that Lambda needs for network interfaces."
  }

  assert {
    condition     = length(module.callee.managed_policy_arns) == 0
    error_message = "The callee's role must have no managed policy."
  }
}

run "aws_us_gov_has_managed_policies_of_its_own" {
  command = plan

  variables {
    region = "us-gov-west-1"
    zones  = ["us-gov-west-1a", "us-gov-west-1b"]
  }

  assert {
    condition     = join(" ", module.caller.managed_policy_arns) == "arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    error_message = "In aws-us-gov the managed policy must be that partition's."
  }
}

# The whole system under each connectivity.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "endpoint_is_the_default" {
  command = plan

  assert {
    condition     = output.endpoint_id == "vpce-lambda"
    error_message = "Without a choice of connectivity there must be an interface endpoint."
  }

  assert {
    condition     = one(module.caller.function.vpc_config).subnet_ids == toset(["subnet-private-a", "subnet-private-c"])
    error_message = "The caller must be in every private subnet and in no other."
  }

  assert {
    condition     = one(module.caller.function.vpc_config).security_group_ids == toset(["sg-caller"])
    error_message = "The caller must have its own security group and no other."
  }

  assert {
    condition     = length(module.callee.function.vpc_config) == 0
    error_message = "The callee must be outside the VPC."
  }

  assert {
    condition = one(module.caller.function.environment).variables == tomap({
      CALLEE_FUNCTION_NAME   = "private-invoke-callee"
      INVOKE_TIMEOUT_SECONDS = "10"
    })
    error_message = "The caller's environment must name the callee and the invoke timeout, and nothing else."
  }

  assert {
    condition     = length(module.callee.function.environment) == 0
    error_message = "The callee needs no environment."
  }

  assert {
    condition     = module.callee.function.timeout == 5 && module.caller.function.timeout == 15
    error_message = "The default timeouts must be 5 s for the callee and 15 s for the caller."
  }

  assert {
    condition     = output.caller_function_name == "private-invoke-caller" && output.callee_function_name == "private-invoke-callee"
    error_message = "The functions' names must derive from name."
  }

  assert {
    condition = (
      output.caller_function_arn == "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-caller" &&
      output.callee_function_arn == "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee" &&
      output.caller_role_arn == "arn:aws:iam::111122223333:role/private-invoke-caller"
    )
    error_message = "The ARNs must be those of the functions and of the caller's role."
  }

  assert {
    condition     = module.caller.function_url_authorization_type == "AWS_IAM"
    error_message = "Without a choice, the caller's function URL must ask for signatures."
  }

  assert {
    condition     = output.caller_function_url == "https://caller.lambda-url.ap-northeast-1.on.aws/"
    error_message = "The function URL must be the caller's."
  }

  assert {
    condition     = output.vpc_id == "vpc-this" && output.caller_security_group_id == "sg-caller"
    error_message = "The ids must be those of the VPC and of the caller's security group."
  }

  assert {
    condition     = join(" ", output.private_subnet_ids) == "subnet-private-a subnet-private-c"
    error_message = "private_subnet_ids must be the private subnets in the order of their zones."
  }
}

run "nat_needs_no_endpoint" {
  command = plan

  variables {
    connectivity = "nat"
  }

  assert {
    condition     = output.endpoint_id == null && module.network.endpoint_policy == null
    error_message = "With a NAT gateway there must be no endpoint."
  }

  assert {
    condition     = one(module.caller.function.vpc_config).subnet_ids == toset(["subnet-private-a", "subnet-private-c"])
    error_message = "With a NAT gateway the caller must stay in the private subnets: its interfaces never have public addresses."
  }

  assert {
    condition = jsondecode(module.caller.inline_policies["invoke"]).Statement[0].Resource == [
      "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee",
      "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee:*",
    ]
    error_message = "Through NAT too, the caller may invoke the callee only."
  }
}

run "none_keeps_the_caller_in_the_vpc" {
  command = plan

  variables {
    connectivity = "none"
  }

  assert {
    condition     = output.endpoint_id == null
    error_message = "Connectivity none must have no endpoint."
  }

  assert {
    condition     = one(module.caller.function.vpc_config).subnet_ids == toset(["subnet-private-a", "subnet-private-c"])
    error_message = "The negative control must have its caller in the VPC."
  }
}

run "inputs_reach_both_functions" {
  command = plan

  variables {
    name                        = "orders"
    architecture                = "arm64"
    callee_memory_mb            = 256
    callee_package              = "callee-arm64.zip"
    callee_reserved_concurrency = 20
    caller_memory_mb            = 1024
    caller_package              = "caller-arm64.zip"
    caller_reserved_concurrency = 10
    log_retention_days          = 7

    function_url_authorization_type = "NONE"
  }

  assert {
    condition = (
      module.callee.function.function_name == "orders-callee" &&
      module.callee.function.architectures == tolist(["arm64"]) &&
      module.callee.function.memory_size == 256 &&
      module.callee.function.filename == "callee-arm64.zip" &&
      module.callee.function.reserved_concurrent_executions == 20
    )
    error_message = "The callee must take the inputs that are its own."
  }

  assert {
    condition = (
      module.caller.function.function_name == "orders-caller" &&
      module.caller.function.architectures == tolist(["arm64"]) &&
      module.caller.function.memory_size == 1024 &&
      module.caller.function.filename == "caller-arm64.zip" &&
      module.caller.function.reserved_concurrent_executions == 10
    )
    error_message = "The caller must take the inputs that are its own."
  }

  assert {
    condition     = module.callee.log_group.retention_in_days == 7 && module.caller.log_group.retention_in_days == 7
    error_message = "Both log groups must have the retention."
  }

  assert {
    condition     = module.caller.function_url_authorization_type == "NONE" && module.callee.function_url_authorization_type == null
    error_message = "The caller's function URL must have the authorization that was asked for, and the callee must have no function URL."
  }
}

run "invoke_timeout_is_between_the_closest_timeouts_too" {
  command = plan

  variables {
    callee_timeout_seconds = 8
    caller_timeout_seconds = 10
  }

  assert {
    condition     = one(module.caller.function.environment).variables.INVOKE_TIMEOUT_SECONDS == "9"
    error_message = "callee < invoke < caller must hold."
  }
}

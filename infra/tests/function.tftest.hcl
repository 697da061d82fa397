# modules/function by itself.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name               = "quotes"
  package            = "quotes.zip"
  architecture       = "x86_64"
  memory_mb          = 512
  timeout_seconds    = 5
  log_retention_days = 14
}

run "outside_a_vpc_and_without_a_package_yet" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.this.runtime == "provided.al2023" && aws_lambda_function.this.handler == "bootstrap"
    error_message = "The function must run the package's bootstrap on provided.al2023."
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == -1
    error_message = "Without a choice, concurrency must be unreserved."
  }

  assert {
    condition     = aws_lambda_function.this.role == "arn:aws:iam::111122223333:role/quotes"
    error_message = "The function must have its own role."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/quotes" && aws_cloudwatch_log_group.this.retention_in_days == 14
    error_message = "Lambda writes to /aws/lambda/<name>: that group must exist, with its retention."
  }

  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
    error_message = "The role's trust policy is ${aws_iam_role.this.assume_role_policy}"
  }

  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0
    error_message = "Without vpc the function must be outside any VPC."
  }

  assert {
    condition     = length(aws_iam_role_policy_attachment.vpc_access) + length(aws_iam_role_policy.network_interfaces) == 0
    error_message = "Outside a VPC the role must have no network permissions."
  }

  assert {
    condition     = length(aws_iam_role_policy.invoke) == 0
    error_message = "Without invocable_arns the role must have no permission to invoke."
  }

  assert {
    condition     = length(aws_lambda_function_url.this) == 0 && output.function_url == null
    error_message = "Without function_url_authorization_type there must be no function URL."
  }
}

run "inside_a_vpc_with_a_function_url" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_url_authorization_type = "AWS_IAM"
    vpc = {
      subnet_ids         = ["subnet-1", "subnet-2"]
      security_group_ids = ["sg-1"]
    }
  }

  assert {
    condition     = one(aws_lambda_function.this.vpc_config).subnet_ids == toset(["subnet-1", "subnet-2"]) && one(aws_lambda_function.this.vpc_config).security_group_ids == toset(["sg-1"])
    error_message = "The function must be in the subnets and security groups that it was given."
  }

  assert {
    condition = (
      one(aws_iam_role_policy_attachment.vpc_access).role == "quotes" &&
      one(aws_iam_role_policy_attachment.vpc_access).policy_arn == "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    )
    error_message = "The function's role must have AWSLambdaVPCAccessExecutionRole."
  }

  assert {
    condition     = alltrue([for policy in concat(aws_iam_role_policy.network_interfaces, [aws_iam_role_policy.logs]) : policy.role == "quotes"]) && length(aws_iam_role_policy.network_interfaces) == 1
    error_message = "The inline policies must be the function's own role's."
  }

  assert {
    condition     = one(aws_lambda_function_url.this).authorization_type == "AWS_IAM" && one(aws_lambda_function_url.this).function_name == "quotes"
    error_message = "The function URL must be the function's and have the authorization that was asked for."
  }
}

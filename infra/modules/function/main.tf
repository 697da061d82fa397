resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "this" {
  function_name = var.name
  description   = var.description
  role          = aws_iam_role.this.arn

  # A custom runtime: Lambda starts the package's executable named bootstrap.
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  architectures = [var.architecture]

  # A plan needs no package, so that the system can be checked before it is built.
  filename         = var.package
  source_code_hash = fileexists(var.package) ? filebase64sha256(var.package) : null

  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.reserved_concurrency

  dynamic "environment" {
    for_each = length(var.environment) > 0 ? [var.environment] : []

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc[*]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  # Lambda makes the log group itself, without retention, if it is not there first,
  # and needs the network permissions to make the function and to delete it.
  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_iam_role_policy.logs,
    aws_iam_role_policy_attachment.vpc_access,
  ]
}

resource "aws_lambda_function_url" "this" {
  count = var.function_url_authorization_type == null ? 0 : 1

  function_name      = aws_lambda_function.this.function_name
  authorization_type = var.function_url_authorization_type
}

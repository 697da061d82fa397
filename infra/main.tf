locals {
  partition = startswith(var.region, "us-gov-") ? "aws-us-gov" : "aws"

  # The caller waits longer than the callee may run, and stops waiting while it
  # still has time to answer: callee < invoke < caller.
  invoke_timeout_seconds = floor((var.callee_timeout_seconds + var.caller_timeout_seconds) / 2)

  # A qualified invoke (version or alias) is another ARN than an unqualified one.
  callee_arns = [module.callee.function_arn, "${module.callee.function_arn}:*"]
}

module "network" {
  source = "./modules/network"

  name         = var.name
  region       = var.region
  zones        = var.zones
  cidr_block   = var.cidr_block
  connectivity = var.connectivity

  endpoint_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CallerInvokesCallee"
      Effect    = "Allow"
      Principal = { AWS = module.caller.role_arn }
      Action    = "lambda:InvokeFunction"
      Resource  = local.callee_arns
    }]
  })
}

module "caller" {
  source = "./modules/function"

  name                            = "${var.name}-caller"
  description                     = "Runs in the VPC and invokes ${var.name}-callee."
  package                         = var.caller_package
  architecture                    = var.architecture
  memory_mb                       = var.caller_memory_mb
  timeout_seconds                 = var.caller_timeout_seconds
  reserved_concurrency            = var.caller_reserved_concurrency
  log_retention_days              = var.log_retention_days
  function_url_authorization_type = var.function_url_authorization_type
  invocable_arns                  = local.callee_arns
  partition                       = local.partition

  environment = {
    CALLEE_FUNCTION_NAME   = module.callee.function_name
    INVOKE_TIMEOUT_SECONDS = tostring(local.invoke_timeout_seconds)
  }

  vpc = {
    subnet_ids         = module.network.private_subnet_ids
    security_group_ids = [module.network.caller_security_group_id]
  }
}

module "callee" {
  source = "./modules/function"

  name                 = "${var.name}-callee"
  description          = "Runs outside the VPC and is invoked by ${var.name}-caller."
  package              = var.callee_package
  architecture         = var.architecture
  memory_mb            = var.callee_memory_mb
  timeout_seconds      = var.callee_timeout_seconds
  reserved_concurrency = var.callee_reserved_concurrency
  log_retention_days   = var.log_retention_days
  partition            = local.partition
}

output "callee_function_arn" {
  description = "ARN of the callee, unqualified."
  value       = module.callee.function_arn
}

output "callee_function_name" {
  description = "Name of the callee, which the caller reads from CALLEE_FUNCTION_NAME."
  value       = module.callee.function_name
}

output "caller_function_arn" {
  description = "ARN of the caller, unqualified."
  value       = module.caller.function_arn
}

output "caller_function_name" {
  description = "Name of the caller."
  value       = module.caller.function_name
}

output "caller_function_url" {
  description = "HTTPS address of the caller."
  value       = module.caller.function_url
}

output "caller_role_arn" {
  description = "ARN of the caller's role, the only principal that the endpoint policy admits."
  value       = module.caller.role_arn
}

output "caller_security_group_id" {
  description = "Security group of the caller. Refer to it from a database's ingress rule, and give it the egress rule to that database."
  value       = module.network.caller_security_group_id
}

output "endpoint_id" {
  description = "Interface endpoint of the Lambda API; null unless connectivity is endpoint."
  value       = module.network.endpoint_id
}

output "private_subnet_ids" {
  description = "Private subnets, in the order of their zones' names."
  value       = module.network.private_subnet_ids
}

output "smoke_request" {
  description = "HTTP request that a deployment sends to the caller when everything is applied, to show that it reaches the callee."
  value = {
    path = "/quotes"
    body = jsonencode({ weightGrams = 1200, destination = "JP-13" })
  }
}

output "vpc_id" {
  description = "VPC of the caller."
  value       = module.network.vpc_id
}

output "callee_function_name" {
  description = "Name of the callee, outside the VPC."
  value       = aws_lambda_function.callee.function_name
}

output "caller_function_name" {
  description = "Name of the caller, in the VPC."
  value       = aws_lambda_function.caller.function_name
}

output "function" {
  description = "The function with every attribute."
  value       = aws_lambda_function.this
}

output "function_arn" {
  description = "ARN of the function, unqualified."
  value       = aws_lambda_function.this.arn
}

output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "function_url" {
  description = "HTTPS address of the function; null without a function URL."
  value       = one(aws_lambda_function_url.this[*].function_url)
}

output "function_url_authorization_type" {
  description = "Authorization of the function URL; null without a function URL."
  value       = one(aws_lambda_function_url.this[*].authorization_type)
}

output "inline_policies" {
  description = "Inline policies of the function's role as JSON, by name."
  value = {
    for policy in concat(
      [aws_iam_role_policy.logs],
      aws_iam_role_policy.invoke,
      aws_iam_role_policy.network_interfaces,
    ) : policy.name => policy.policy
  }
}

output "log_group" {
  description = "The function's log group with every attribute."
  value       = aws_cloudwatch_log_group.this
}

output "managed_policy_arns" {
  description = "ARNs of the AWS-managed policies of the function's role."
  value       = aws_iam_role_policy_attachment.vpc_access[*].policy_arn
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

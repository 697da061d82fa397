# Policies are jsonencode, not aws_iam_policy_document: a mocked provider answers for
# the data source, and the tests could then not read what a policy says.
resource "aws_iam_role" "this" {
  name = var.name

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "logs" {
  name = "logs"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteOwnLogGroup"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.this.arn}:*"
    }]
  })
}

resource "aws_iam_role_policy" "invoke" {
  count = length(var.invocable_arns) > 0 ? 1 : 0

  name = "invoke"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "InvokeFunctions"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = var.invocable_arns
    }]
  })
}

# Lambda makes the function's network interfaces with the function's own role.
resource "aws_iam_role_policy_attachment" "vpc_access" {
  count = var.vpc == null ? 0 : 1

  role       = aws_iam_role.this.name
  policy_arn = "arn:${var.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

# The function's code runs with that role too and has no business with network
# interfaces. The key lambda:SourceFunctionArn is present only on calls that the code
# makes, so this Deny leaves Lambda's own calls alone.
resource "aws_iam_role_policy" "network_interfaces" {
  count = var.vpc == null ? 0 : 1

  name = "deny-network-interfaces-to-code"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
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
      Condition = { ArnEquals = { "lambda:SourceFunctionArn" = aws_lambda_function.this.arn } }
    }]
  })
}
